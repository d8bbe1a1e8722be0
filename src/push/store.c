#include "push/store.h"

#include "base/buf.h"
#include "base/out_pack.h"
#include "push/url.h"

static const char form_type[] = "application/x-www-form-urlencoded";

static anno_http_answer no_memory(void) { return (anno_http_answer){.why = ANNO_STR("out of memory")}; }

/* ---- Graphs */

static bool on_packed(void *handle, anno_str bytes) {
  anno_buf_put(handle, bytes);
  return true;
}

static bool pack(anno_arena *arena, anno_str bytes, anno_str *out) {
  anno_buf packed = anno_buf_in(arena);
  anno_pack *pack = anno_pack_open(ANNO_STR("body.gz"), (anno_pack_sink){&packed, on_packed});
  if (!pack) return false;
  const bool put = anno_pack_put(pack, bytes);
  if (!anno_pack_close(pack, put) || !put || anno_arena_failed(arena)) return false;
  *out = anno_buf_str(&packed);
  return true;
}

/* Stores that do not know gzip say so, or take the bytes for bad N-Triples, or fail, or hang up in the middle. */
static anno_packing doubt_of(const anno_store *store, const anno_http_answer *answer) {
  const long status = answer->status;
  if (status == 415) return ANNO_PACKING_REFUSED;
  if (answer->good || store->packs) return ANNO_PACKING_FINE;
  if (answer->hung_up) return ANNO_PACKING_HUNG_UP;
  return status == 400 || status == 422 || status == 500 || status == 501 ? ANNO_PACKING_REFUSED : ANNO_PACKING_FINE;
}

/* It was for gzip if the same is taken without. A connection may break once for other reasons. */
static void learn(anno_store *store, bool packed, const anno_http_answer *answer) {
  const anno_packing doubt = store->doubt;
  store->doubt = packed ? doubt_of(store, answer) : ANNO_PACKING_FINE;
  store->packs |= packed && answer->good;
  if (packed || !answer->good) return;
  store->hung_up += doubt == ANNO_PACKING_HUNG_UP;
  store->plain |= doubt == ANNO_PACKING_REFUSED || store->hung_up > 1;
}

anno_http_answer anno_store_put(anno_store *store, anno_str iri, anno_str lines) {
  enum { WORTH_IT = 1024 };
  anno_arena_reset(store->arena);
  anno_http_request request = {.method = "PUT", .type = "application/n-triples", .changes = true, .body = lines};
  request.url = anno_url_with(store->arena, store->endpoint, ANNO_STR("graph"), iri);
  const bool tries = !store->plain && !store->doubt && lines.len >= WORTH_IT;
  request.packed = tries && pack(store->arena, lines, &request.body);
  if (anno_arena_failed(store->arena)) return no_memory();
  if (!store->greeted) anno_http_greet(store->http, request.url);
  store->greeted = true;
  const anno_http_answer answer = anno_http_send(store->http, &request);
  learn(store, request.packed, &answer);
  return answer;
}

/* ---- SPARQL */

/* The number in the last line, which CSV may have in quotes. */
static bool number_in(anno_str csv, size_t *out) {
  csv = anno_str_trim(csv);
  anno_str last = csv;
  while (last.len) {
    csv = last;
    anno_str_cut(&last, '\n');
  }
  if (csv.len > 1 && csv.ptr[0] == '"' && csv.ptr[csv.len - 1] == '"') csv = anno_str_sub(csv, 1, csv.len - 1);
  return anno_str_to_size(csv, out);
}

static anno_http_request form(anno_store *store, anno_str url, anno_str field, anno_str value) {
  return (anno_http_request){.method = "POST",
                             .url = url,
                             .type = form_type,
                             .body =
                                 ANNO_JOIN(store->arena, field, ANNO_STR("="), anno_url_escaped(store->arena, value))};
}

anno_http_answer anno_store_count(anno_store *store, anno_str iri, size_t *count) {
  anno_arena_reset(store->arena);
  const anno_str query =
      ANNO_JOIN(store->arena, ANNO_STR("SELECT (COUNT(*) AS ?n) WHERE { GRAPH <"), iri, ANNO_STR("> { ?s ?p ?o } }"));
  anno_http_request request = form(store, store->sparql, ANNO_STR("query"), query);
  request.accept = "text/csv";
  if (anno_arena_failed(store->arena)) return no_memory();
  anno_http_answer answer = anno_http_send(store->http, &request);
  if (answer.good && !number_in(answer.body, count)) {
    answer.good = false;
    answer.why = ANNO_STR("it answers a count with no number");
  }
  return answer;
}

anno_http_answer anno_store_update(anno_store *store, anno_str update) {
  anno_arena_reset(store->arena);
  anno_http_request request = form(store, store->update, ANNO_STR("update"), update);
  request.changes = true;
  return anno_arena_failed(store->arena) ? no_memory() : anno_http_send(store->http, &request);
}
