#include "rdf/count.h"

static anno_status on_event(void *handle, const anno_event *event) {
  anno_count *count = handle;
  const anno_status status = count->next.on_event ? count->next.on_event(count->next.handle, event) : ANNO_OK;
  if (status == ANNO_OK && event->kind == ANNO_EVENT_STATEMENT) count->statements++;
  return status;
}

anno_sink anno_count_sink(anno_count *count) { return (anno_sink){count, on_event}; }
