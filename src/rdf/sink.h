/* The stream of statements: whatever makes them sends events, whatever takes them is a sink. */
#ifndef ANNO_RDF_SINK_H
#define ANNO_RDF_SINK_H

#include "base/diag.h"
#include "rdf/term.h"

typedef enum {
  ANNO_EVENT_PREFIX,    /* name and iri: how IRIs may be shortened from here on */
  ANNO_EVENT_SECTION,   /* name: a heading for people; no meaning */
  ANNO_EVENT_STATEMENT, /* stmt; statements of one subject in one graph come together */
  ANNO_EVENT_BREAK,     /* what comes next shall not depend on how that was written which came so far */
  ANNO_EVENT_END        /* no more */
} anno_event_kind;

/* Valid during the call only. */
typedef struct {
  anno_event_kind kind;
  anno_str name, iri;
  const anno_stmt *stmt;
} anno_event;

typedef struct {
  void *handle;
  /* ANNO_OK, or what stops the stream; already reported. */
  anno_status (*on_event)(void *handle, const anno_event *event);
} anno_sink;

static inline anno_status anno_send_prefix(anno_sink to, anno_str name, anno_str iri) {
  return to.on_event(to.handle, &(anno_event){.kind = ANNO_EVENT_PREFIX, .name = name, .iri = iri});
}
static inline anno_status anno_send_section(anno_sink to, anno_str name) {
  return to.on_event(to.handle, &(anno_event){.kind = ANNO_EVENT_SECTION, .name = name});
}
static inline anno_status anno_send_stmt(anno_sink to, const anno_stmt *stmt) {
  return to.on_event(to.handle, &(anno_event){.kind = ANNO_EVENT_STATEMENT, .stmt = stmt});
}
static inline anno_status anno_send_break(anno_sink to) {
  return to.on_event(to.handle, &(anno_event){.kind = ANNO_EVENT_BREAK});
}
static inline anno_status anno_send_end(anno_sink to) {
  return to.on_event(to.handle, &(anno_event){.kind = ANNO_EVENT_END});
}

#endif
