#include "base/buf.h"
#include "base/utf.h"
#include "read/labelstudio.h"

typedef struct {
  anno_task *task;
  const anno_ls_parts *parts;
  const anno_ls_result *results;
  size_t count;
  anno_table regions; /* ID of a region -> its span */
  anno_table foreign; /* IDs of regions that are not of a text */
  anno_table
      words; /* of a page, with its tag before them -> where they begin, plus two; 1: nowhere, or at several places */
} adding;

static anno_arena *arena_of(const adding *a) { return a->task->doc->ctx->document; }
static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }
static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

static void leave(const adding *a, const anno_ls_result *r, const char *why) {
  const anno_str text =
      anno_arena_print(arena_of(a), "%.*s%s%.*s: %s", ANNO_FMT(r->type), r->id.len ? " " : "", ANNO_FMT(r->id), why);
  if (text.len) anno_task_leave(a->task, anno_json_at(r->item), 1, text.ptr);
}

/* ---- Places */

static void add_fragment(const adding *a, anno_node node, const anno_ls_result *r, size_t begin, size_t end) {
  anno_doc_fragment(a->task->doc, node, begin, end);
  anno_item *item = anno_doc_item(a->task->doc, node);
  if (item->fragment_count) item->fragments[item->fragment_count - 1].at = anno_json_at(member(r->value, "start"));
}

static bool outside(const adding *a, anno_json at, size_t begin, size_t end) {
  anno_doc_error(a->task->doc, ANNO_OUTSIDE_TEXT, anno_json_at(at),
                 anno_arena_print(arena_of(a), "%zu %zu", begin, end));
  return false;
}

/* The turn that `number` names, if `offset` lies in it; NULL after a finding. */
static const anno_ls_turn *turn_of(const adding *a, const anno_ls_part *part, anno_json number, size_t offset) {
  size_t n;
  if (!anno_str_to_size(anno_json_text(number), &n)) {
    anno_json_error(a->task->doc, number, "the number of a turn");
    return NULL;
  }
  if (n < part->turn_count && offset <= part->turns[n].end - part->turns[n].begin) return &part->turns[n];
  outside(a, number, n, offset);
  return NULL;
}

/* A fragment for each turn: what was said, without who says it. */
static void add_turns_of(const adding *a, anno_node node, const anno_ls_result *r, const anno_ls_part *part) {
  size_t begin, end;
  if (!anno_ls_offsets(r, &begin, &end)) return;
  const anno_ls_turn *first = turn_of(a, part, member(r->value, "start"), begin);
  const anno_ls_turn *last = turn_of(a, part, member(r->value, "end"), end);
  if (!first || !last) return;
  if (first > last || (first == last && begin > end)) {
    anno_doc_error(a->task->doc, ANNO_BAD_SPAN, anno_json_at(r->value), ANNO_STR("the end is before the begin"));
    return;
  }
  for (const anno_ls_turn *turn = first; turn <= last; turn++) {
    const size_t from = turn == first ? turn->begin + begin : turn->begin;
    const size_t to = turn == last ? turn->begin + end : turn->end;
    if (from < to || first == last) add_fragment(a, node, r, from, to);
  }
}

/* Reports the first of begin and end that is no offset. */
static void tell_offsets(const adding *a, const anno_ls_result *r) {
  const anno_json global = member(r->value, "globalOffsets"), in = anno_json_is(global) ? global : r->value;
  const bool turn = !anno_json_is(global) && anno_json_is(member(r->value, "startOffset"));
  const anno_json start = member(in, turn ? "startOffset" : "start"), end = member(in, turn ? "endOffset" : "end");
  size_t n;
  const bool begins = anno_str_to_size(anno_json_text(start), &n);
  const anno_json wrong = begins ? end : start;
  anno_json_error(a->task->doc, anno_json_is(wrong) ? wrong : in, "an offset");
}

/* The only place of the words in the page, plus two; 1 if there is none, or several. */
static unsigned only_place(anno_str page, anno_str words) {
  unsigned place = 1;
  for (size_t at = 0; at + words.len <= page.len; at++) {
    at = anno_str_find(page, at, words.ptr[0]);
    if (!anno_str_starts(anno_str_sub(page, at, page.len), words)) continue;
    if (place != 1 || at > (unsigned)-3) return 1;
    place = (unsigned)at + 2;
  }
  return place;
}

/* In the unit of the document. */
static size_t length_of(const adding *a, anno_str s) {
  size_t length = anno_utf_count(s);
  for (size_t i = 0; a->parts->unit == ANNO_UTF16_UNITS && i < s.len; i++) length += (unsigned char)s.ptr[i] >= 0xF0;
  return length;
}

/* Begin and end of a region in its part. An XPath leads into a page that a browser has put in order: where the file
   says no more, the words that it records must stand at one place of the page. */
static bool offsets_of(adding *a, const anno_ls_result *r, size_t *begin, size_t *end) {
  const anno_ls_part *part = anno_ls_part_of(a->parts, r->to_name);
  const anno_json recorded = member(r->value, "text");
  const anno_str words = anno_json_text(recorded);
  if (anno_ls_offsets(r, begin, end)) return true;
  if (anno_ls_form_of(r) != ANNO_LS_HTML || anno_json_is(member(r->value, "globalOffsets"))) return false;
  if (!part || !part->text.len || anno_json_is(recorded) != ANNO_JSON_STRING || !words.len) return false;
  const anno_str key = anno_arena_print(arena_of(a), "%.*s\n%.*s", ANNO_FMT(r->to_name), ANNO_FMT(words));
  unsigned place = anno_table_get(&a->words, key);
  if (!place) place = only_place(part->text, words);
  anno_table_set(&a->words, key, place);
  if (place < 2) return false;
  *begin = length_of(a, anno_str_sub(part->text, 0, place - 2));
  *end = *begin + length_of(a, words);
  return true;
}

/* Adds the region's place, in the text or, without one, as the file has it. */
static void add_place(adding *a, anno_node node, const anno_ls_result *r) {
  const anno_ls_part *part = anno_ls_part_of(a->parts, r->to_name);
  size_t begin, end;
  if (!offsets_of(a, r, &begin, &end)) {
    tell_offsets(a, r);
  } else if (!a->task->doc->has_text || !part) {
    add_fragment(a, node, r, begin, end);
  } else if (part->form == ANNO_LS_DIALOGUE) {
    add_turns_of(a, node, r, part);
  } else if (end <= part->end - part->begin || outside(a, member(r->value, "end"), begin, end)) {
    add_fragment(a, node, r, part->begin + begin, part->begin + end);
  }
}

/* True if the place of the region can be told: its text is there, or none of the document's is. */
static bool has_place(adding *a, const anno_ls_result *r) {
  const anno_ls_part *part = anno_ls_part_of(a->parts, r->to_name);
  const anno_json start = member(r->value, "start");
  size_t begin, end, n;
  if (a->task->doc->has_text && (!part || !anno_json_is(part->source))) return false;
  if (part && part->form == ANNO_LS_DIALOGUE && !part->turn_count) return false;
  const bool path = anno_json_is(start) == ANNO_JSON_STRING && !anno_str_to_size(anno_json_text(start), &n);
  return !path || offsets_of(a, r, &begin, &end);
}

/* ---- Regions */

/* The labels of a region: what stands under the name of its kind, or under another that ends so. */
static anno_json labels_of(const anno_ls_result *r) {
  const anno_json own = anno_json_get(r->value, r->type);
  if (anno_str_ends(r->type, ANNO_STR("labels")) && anno_json_is(own)) return own;
  ANNO_JSON_EACH(value, r->value)
  if (anno_str_ends(anno_json_key(value), ANNO_STR("labels")) && anno_json_is(value) == ANNO_JSON_ARRAY) return value;
  return (anno_json){0};
}

/* The first span of a region has its ID, further ones have a number behind it. */
static anno_str id_for(const adding *a, const anno_ls_result *r) {
  if (!r->id.len) return anno_task_id(a->task, r->id, "s");
  return anno_ids_take(&a->task->ids, r->id);
}

static anno_node add_span(adding *a, const anno_ls_result *r, anno_str type, anno_loc at) {
  anno_doc *doc = a->task->doc;
  const anno_node node = anno_doc_add(doc, ANNO_SPAN, id_for(a, r), type, at);
  const anno_json text = member(r->value, "text");
  anno_item *item = anno_doc_item(doc, node);
  item->layer = r->from_name;
  item->has_recorded = anno_json_is(text) == ANNO_JSON_STRING;
  if (item->has_recorded) item->recorded = anno_json_text(text);
  add_place(a, node, r);
  if (r->id.len) anno_table_add(&a->regions, r->id, node);
  return node;
}

static anno_str span_id(const adding *a, anno_node node) { return anno_doc_item(a->task->doc, node)->id; }

/* Notes on a region, and what was entered for it otherwise. */
static void add_meta(adding *a, const anno_ls_result *r, anno_str target) {
  const anno_json meta = member(r->item, "meta");
  ANNO_JSON_EACH(value, meta) {
    const anno_str key = anno_json_key(value);
    const anno_str name = anno_arena_print(arena_of(a), "meta.%.*s", ANNO_FMT(key));
    if (!is(key, "text"))
      anno_task_features(a->task, target, name, value);
    else if (anno_json_is(value) == ANNO_JSON_STRING)
      anno_task_remark(a->task, target, name, value);
    else
      ANNO_JSON_EACH(note, value) anno_task_remark(a->task, target, name, note);
  }
  anno_task_features(a->task, target, ANNO_STR("normalization"), member(r->item, "normalization"));
}

/* Labels are of a region: without both of its ends nobody knows of which. */
static void refuse(const adding *a, const anno_ls_result *r) {
  a->task->doc->read++;
  anno_json_error(a->task->doc, r->value, "a region with \"start\" and \"end\"");
}

static void read_region(adding *a, const anno_ls_result *r) {
  if (!has_place(a, r)) {
    leave(a, r, "its text is not in the file, or only a path into a page says where");
    if (r->id.len) anno_table_add(&a->foreign, r->id, 1);
    return;
  }
  const anno_json labels = labels_of(r);
  anno_node first = 0;
  ANNO_JSON_EACH(label, labels) {
    const anno_node node = add_span(a, r, anno_json_text(label), anno_json_at(r->item));
    if (!anno_json_text(label).len) anno_json_error(a->task->doc, label, "a label");
    if (!first) first = node;
  }
  if (!first && anno_json_is(labels) == ANNO_JSON_NOTHING && anno_table_get(&a->regions, r->id)) return;
  if (!first) first = add_span(a, r, ANNO_STR("region"), anno_json_at(r->item));
  add_meta(a, r, span_id(a, first));
}

/* ---- Values */

/* The way to an entry of a taxonomy. */
static void add_path(adding *a, const anno_ls_result *r, anno_str target, anno_json path) {
  anno_buf out = anno_buf_in(arena_of(a));
  ANNO_JSON_EACH(step, path) {
    if (out.len) anno_buf_putc(&out, '/');
    anno_buf_put(&out, anno_json_text(step));
  }
  anno_task_feature(a->task, target, r->from_name, anno_buf_str(&out), anno_json_at(path));
}

static void add_value(adding *a, const anno_ls_result *r, anno_str target, anno_json value) {
  if (!is(r->type, "taxonomy")) {
    anno_task_features(a->task, target, r->from_name, value);
    return;
  }
  ANNO_JSON_EACH(path, value) {
    if (anno_json_is(path) == ANNO_JSON_ARRAY)
      add_path(a, r, target, path);
    else
      anno_task_features(a->task, target, r->from_name, path);
  }
}

/* What a control holds stands under the name of its kind, but for some. */
static anno_json value_of(const anno_ls_result *r) {
  static const struct {
    const char *type, *key;
  } rows[] = {{"textarea", "text"}, {"pairwise", "selected"}, {"pairwise", "left"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (is(r->type, rows[i].type) && anno_json_is(member(r->value, rows[i].key))) return member(r->value, rows[i].key);
  return anno_json_get(r->value, r->type);
}

/* A value is said of the region that it shares the ID with, otherwise of the document. */
static void read_value(adding *a, const anno_ls_result *r) {
  const anno_node region = r->id.len ? anno_table_get(&a->regions, r->id) : 0;
  const anno_json value = value_of(r);
  if (anno_table_get(&a->foreign, r->id)) {
    leave(a, r, "on a region that was not taken");
    return;
  }
  if (anno_json_is(value) == ANNO_JSON_NOTHING) {
    if (!anno_ls_is_region(r)) leave(a, r, "without a value");
    return;
  }
  add_value(a, r, region ? span_id(a, region) : anno_task_whole(a->task), value);
  if (!region) add_meta(a, r, anno_task_whole(a->task));
}

/* ---- Relations */

static void add_relation(adding *a, const anno_ls_result *r, anno_str type) {
  anno_doc *doc = a->task->doc;
  const anno_str direction = anno_task_name(r->item, "direction");
  const bool left = is(direction, "left");
  const anno_json from = member(r->item, left ? "to_id" : "from_id"), to = member(r->item, left ? "from_id" : "to_id");
  const anno_str id = anno_task_id(a->task, ANNO_STR(""), "r");
  const anno_node node = anno_doc_add(doc, ANNO_RELATION, id, type, anno_json_at(r->item));
  anno_doc_arg(doc, node, ANNO_STR("from"), anno_json_text(from), anno_json_at(from));
  anno_doc_arg(doc, node, ANNO_STR("to"), anno_json_text(to), anno_json_at(to));
  if (direction.len && !left && !is(direction, "right"))
    anno_task_features(a->task, id, ANNO_STR("direction"), member(r->item, "direction"));
}

static void read_relation(adding *a, const anno_ls_result *r) {
  const anno_str from = anno_task_name(r->item, "from_id"), to = anno_task_name(r->item, "to_id");
  const anno_json labels = member(r->item, "labels");
  if (!from.len || !to.len) {
    a->task->doc->read++;
    anno_json_error(a->task->doc, r->item, "a relation with \"from_id\" and \"to_id\"");
    return;
  }
  if (anno_table_get(&a->foreign, from) || anno_table_get(&a->foreign, to)) {
    leave(a, r, "with a region that was not taken");
    return;
  }
  if (!anno_json_count(labels)) add_relation(a, r, ANNO_STR("relation"));
  ANNO_JSON_EACH(label, labels) {
    if (!anno_json_text(label).len) anno_json_error(a->task->doc, label, "a label");
    add_relation(a, r, anno_json_text(label));
  }
}

/* ---- Turns of dialogues */

/* The authors of one dialogue: their names are what turns have instead of IDs. */
typedef struct {
  anno_table first; /* name -> span in the first turn */
  anno_table same;  /* name -> equivalence of all of them, if there are several */
} authors;

static anno_node add_stretch(adding *a, const char *type, anno_json turn, size_t begin, size_t end) {
  anno_doc *doc = a->task->doc;
  const anno_str id = anno_task_id(a->task, ANNO_STR(""), type);
  const anno_node node = anno_doc_add(doc, ANNO_SPAN, id, anno_str_from(type), anno_json_at(turn));
  anno_doc_fragment(doc, node, begin, end);
  return node;
}

static void add_author(adding *a, authors *known, anno_str name, anno_node author) {
  anno_doc *doc = a->task->doc;
  const anno_node first = anno_table_add(&known->first, name, author);
  anno_node same = anno_table_get(&known->same, name);
  const anno_loc at = anno_doc_item(doc, author)->at;
  if (first == author) return;
  if (!same) {
    const anno_str id = anno_task_id(a->task, ANNO_STR(""), "same");
    same = anno_doc_add(doc, ANNO_EQUIVALENCE, id, anno_doc_item(doc, author)->type, at);
    anno_doc_arg(doc, same, ANNO_STR(""), span_id(a, first), at);
    anno_table_set(&known->same, name, same);
  }
  anno_doc_arg(doc, same, ANNO_STR(""), span_id(a, author), at);
}

/* Who said what is not annotated, but data; what tells is the name before the words. */
static void add_turn(adding *a, authors *known, const anno_ls_turn *turn) {
  anno_doc *doc = a->task->doc;
  const anno_loc at = anno_json_at(turn->json);
  if (!turn->name.len) return;
  const anno_node author = add_stretch(a, "Paragraphs.author", turn->json, turn->author, turn->author_end);
  const anno_node cue = add_stretch(a, "Paragraphs", turn->json, turn->author, turn->author_end + 1);
  const anno_node text = add_stretch(a, "Paragraphs.text", turn->json, turn->begin, turn->end);
  const anno_node node =
      anno_doc_add(doc, ANNO_EVENT, anno_task_id(a->task, ANNO_STR(""), "turn"), anno_doc_item(doc, cue)->type, at);
  anno_doc_item(doc, node)->trigger_id = span_id(a, cue);
  anno_doc_arg(doc, node, anno_doc_item(doc, author)->type, span_id(a, author), at);
  anno_doc_arg(doc, node, anno_doc_item(doc, text)->type, span_id(a, text), at);
  add_author(a, known, turn->name, author);
}

static void add_turns(adding *a) {
  unsigned last = 0;
  for (size_t i = 0; i < a->parts->count; i++) {
    const anno_ls_part *part = &a->parts->items[i];
    authors known = {anno_table_in(arena_of(a)), anno_table_in(arena_of(a))};
    if (last == part->source.node) continue;
    last = part->source.node;
    for (size_t t = 0; t < part->turn_count; t++) add_turn(a, &known, &part->turns[t]);
  }
}

/* ---- */

static bool is_relation(const anno_ls_result *r) { return is(r->type, "relation"); }

void anno_ls_add(anno_task *task, const anno_ls_parts *parts, const anno_ls_result *results, size_t count) {
  adding a = {.task = task, .parts = parts, .results = results, .count = count};
  a.regions = anno_table_in(arena_of(&a));
  a.foreign = anno_table_in(arena_of(&a));
  a.words = anno_table_in(arena_of(&a));
  task->doc->has_text = parts->has_text;
  task->doc->text = parts->text;
  task->doc->unit = parts->unit;
  /* Values and relations may stand before the regions that they are about. */
  for (int labelled = 1; labelled >= 0; labelled--)
    for (size_t i = 0; i < count; i++) {
      const anno_ls_result *r = &results[i];
      if (is_relation(r) || (anno_json_count(labels_of(r)) != 0) != (labelled != 0)) continue;
      if (anno_ls_is_foreign(r)) {
        leave(&a, r, "a region that is no stretch of text");
        if (r->id.len) anno_table_add(&a.foreign, r->id, 1);
      } else if (anno_ls_is_region(r)) {
        read_region(&a, r);
      } else if (anno_json_count(labels_of(r))) {
        refuse(&a, r);
      }
    }
  for (size_t i = 0; i < count; i++) {
    const anno_ls_result *r = &results[i];
    if (is_relation(r))
      read_relation(&a, r);
    else if (!anno_ls_is_foreign(r) && !anno_json_count(labels_of(r)))
      read_value(&a, r);
  }
  add_turns(&a);
}
