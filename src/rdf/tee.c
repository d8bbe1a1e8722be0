#include "rdf/tee.h"

static anno_status on_event(void *handle, const anno_event *event) {
  anno_tee *tee = handle;
  const anno_status first = tee->first.on_event(tee->first.handle, event);
  if (first && event->kind != ANNO_EVENT_END) return first;
  const anno_status second = tee->second.on_event(tee->second.handle, event);
  return first ? first : second;
}

anno_sink anno_tee_sink(anno_tee *tee) { return (anno_sink){tee, on_event}; }
