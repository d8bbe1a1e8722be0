#include "model/seal_names.h"

#include <stdio.h>

/* A longer span is a sentence, not a name. Spans may cover each other, so this bounds the time, too. */
enum { LONGEST_NAME = 256 };

/* What was found of one kind. */
typedef struct {
  const anno_item *first;
  uint32_t code; /* the character, */
  size_t point;  /* and where in the text of the span */
  size_t count;  /* spans */
} find;

/* Joiners change how letters of many scripts look. */
static bool is_joiner(uint32_t code) { return code == 0x200C || code == 0x200D; }

static bool is_unseen(uint32_t code, uint32_t before, uint32_t after) {
  if (is_joiner(code) && before > 0x7F && after > 0x7F) return false;
  return anno_utf_is_hidden(code);
}

static bool find_unseen(anno_str text, find *out) {
  uint32_t before = ' ', code = ' ';
  size_t point = 0;
  for (size_t at = 0; at <= text.len; point++) {
    const bool last = at == text.len;
    const uint32_t after = last ? ' ' : anno_utf_next(text, &at);
    if (point && is_unseen(code, before, after)) {
      *out = (find){.code = code, .point = point - 1};
      return true;
    }
    if (last) break;
    before = code;
    code = after;
  }
  return false;
}

/* ---- Scripts */

typedef enum { NO_LETTER, LATIN, GREEK, CYRILLIC, OTHER_LETTER } script;

/* Greek letters that are drawn as Latin ones. The others are symbols in Latin words: "TGFβ". */
static bool looks_latin(uint32_t code) {
  static const uint32_t greek[] = {0x391, 0x392, 0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C,
                                   0x39D, 0x39F, 0x3A1, 0x3A4, 0x3A5, 0x3A7, 0x3BF};
  for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
    if (greek[i] == code) return true;
  return false;
}

static script script_of(uint32_t code) {
  if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') return LATIN;
  if (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7) return LATIN;
  if (code >= 0x400 && code <= 0x52F) return CYRILLIC;
  if (code >= 0x370 && code <= 0x3FF) return looks_latin(code) ? GREEK : OTHER_LETTER;
  return NO_LETTER;
}

static bool is_mark(uint32_t code) { return code >= 0x300 && code <= 0x36F; }

static bool clash(script a, script b) { return a != b && a && b && a != OTHER_LETTER && b != OTHER_LETTER; }

static bool find_mixed(anno_str text, find *out) {
  script before = NO_LETTER;
  for (size_t at = 0, point = 0; at < text.len; point++) {
    const uint32_t code = anno_utf_next(text, &at);
    const script here = script_of(code);
    if (is_mark(code)) continue;
    if (clash(before, here)) {
      *out = (find){.code = code, .point = point};
      return true;
    }
    before = here;
  }
  return false;
}

/* ---- Findings */

/* Most names: nothing in them but what a keyboard of ASCII has. */
static bool is_plain(anno_str text) {
  bool plain = true;
  for (size_t i = 0; i < text.len; i++) plain &= (unsigned char)(text.ptr[i] - ' ') < 0x7F - ' ';
  return plain;
}

static void add(find *to, const anno_item *span, const find *found) {
  if (to->count++) return;
  *to = *found;
  to->first = span;
  to->count = 1;
}

static void tell(const anno_doc *doc, anno_code code, const find *found) {
  if (!found->count) return;
  const anno_item *span = found->first;
  const anno_str name = span->id.len ? span->id : span->type;
  char more[64] = "";
  if (found->count > 1) snprintf(more, sizeof more, "; %zu more such spans", found->count - 1);
  anno_report(doc->ctx->diag, code, span->at, "%.*s has U+%04X as character %zu%s", ANNO_FMT(name),
              (unsigned)found->code, found->point + 1, more);
}

void anno_seal_names(anno_doc *doc) {
  find unseen = {0}, mixed = {0}, found;
  for (anno_node node = 1; node < doc->count; node++) {
    const anno_item *span = anno_doc_item(doc, node);
    if (span->kind != ANNO_SPAN || span->text.len > LONGEST_NAME || is_plain(span->text)) continue;
    if (find_unseen(span->text, &found)) add(&unseen, span, &found);
    if (find_mixed(span->text, &found)) add(&mixed, span, &found);
  }
  tell(doc, ANNO_HIDDEN_CHARACTER, &unseen);
  tell(doc, ANNO_MIXED_SCRIPTS, &mixed);
}
