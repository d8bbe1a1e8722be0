/* Which part of a story is drawn. */

#include <stdlib.h>

#include "base/buf.h"
#include "draw/choose.h"
#include "unit/check.h"
#include "unit/small_story.h"

/* What was reported, one line each. */
static void keep(void *handle, const anno_diag *diag) {
  anno_buf *lines = handle;
  anno_buf_put(lines, anno_str_from(anno_code_name(diag->code)));
  anno_buf_putc(lines, ' ');
  anno_buf_put(lines, diag->detail);
  anno_buf_putc(lines, '\n');
}

typedef struct {
  small_story s;
  anno_buf reported;
  anno_diag_sink sink;
  anno_ctx ctx;
  anno_choice choice;
  const char *words[4];
} trial;

static void begin(trial *t, anno_arena *arena) {
  small_begin(&t->s, arena);
  t->reported = anno_buf_in(arena);
  t->sink = (anno_diag_sink){&t->reported, keep};
  t->ctx = (anno_ctx){.run = arena, .document = arena, .diag = &t->sink, NULL};
  t->choice = (anno_choice){.depth = 1, .min_count = 1};
}

static anno_status choose(trial *t) {
  t->reported.len = 0;
  return anno_choose(&t->ctx, &t->s.story, &t->choice);
}

static void ask_focus(trial *t, const char *name) {
  t->words[0] = name;
  t->choice.focus = t->words;
  t->choice.focus_count = 1;
}

/* Whether the chosen sayings and claims are these. */
static bool chosen(trial *t, const char *sayings, const char *claims) {
  anno_list said = small_list(&t->s, ""), claimed = small_list(&t->s, "");
  for (anno_at i = 0; i < t->s.story.saying_count; i++)
    if (t->s.sayings[i].chosen) small_append(&t->s, &said, i);
  for (anno_at i = 0; i < t->s.story.claim_count; i++)
    if (t->s.claims[i].chosen) small_append(&t->s, &claimed, i);
  return small_is(&t->s, said, sayings) && small_is(&t->s, claimed, claims);
}

static bool focused(trial *t, const char *name, const char *referents) {
  anno_list found = small_list(&t->s, "");
  ask_focus(t, name);
  if (choose(t) != ANNO_OK) return false;
  for (anno_at i = 0; i < t->s.story.referent_count; i++)
    if (anno_in_focus(&t->s.story, &t->choice, i)) small_append(&t->s, &found, i);
  return small_is(&t->s, found, referents);
}

static void test_names(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  static const char *const labels[] = {"Maria Zakharova", "MFA", "Russia", "Россия", "mfa", "US", "treaty", "us"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) small_actor(&t.s, labels[i]);
  const anno_str names[] = {ANNO_STR("mfa"), ANNO_STR("Russian Federation"), ANNO_STR("Treaty"), ANNO_STR("America"),
                            ANNO_STR("deal")};
  t.s.referents[0].names = &names[0], t.s.referents[0].name_count = 1;
  t.s.referents[2].names = &names[1], t.s.referents[2].name_count = 2;
  t.s.referents[3].names = &names[1], t.s.referents[3].name_count = 1;
  t.s.referents[5].names = &names[3], t.s.referents[5].name_count = 1;
  t.s.referents[6].kind = ANNO_AGREEMENT;
  t.s.referents[6].names = &names[4], t.s.referents[6].name_count = 1;
  t.s.referents[7].unspecified = true;
  CHECK(focused(&t, "Maria Zakharova", "0") && focused(&t, "maria zakharova", "0") && focused(&t, " US ", "5"));
  CHECK(focused(&t, "us", "5"));
  CHECK(focused(&t, "MFA", "1") && focused(&t, "mfa", "4") && focused(&t, "mFa", "1 4"));
  CHECK(focused(&t, "Россия", "3") && focused(&t, "russian federation", "2 3") && focused(&t, "AMERICA", "5"));
  CHECK(focused(&t, "https://example.org/entity/3", "3") && focused(&t, "ent:3", "3"));
  /* Things only where no actor fits. */
  CHECK(focused(&t, "Treaty", "2") && focused(&t, "treaty", "2") && focused(&t, "Deal", "6") &&
        focused(&t, "ent:6", "6"));
  t.choice.focus_count = 0;
  CHECK(choose(&t) == ANNO_OK && !anno_in_focus(&t.s.story, &t.choice, 6) && !t.s.referents[6].in_focus);
}

static void check_unknown(int *faults, trial *t, const char *name, const char *reported) {
  ask_focus(t, name);
  CHECK(choose(t) == ANNO_BAD_USAGE);
  CHECK_STR(anno_buf_str(&t->reported), reported);
}

static void test_unknown(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  static const char *const labels[] = {"Zakaria",     "Maria Zakharova", "Sergey Lavrov", "Maria Zakharova",
                                       "unspecified", "Лавров",          "Zakharovo",     "Zakharov treaty"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) small_actor(&t.s, labels[i]);
  t.s.referents[4].unspecified = true;
  t.s.referents[7].kind = ANNO_AGREEMENT;
  check_unknown(faults, &t, "Zakharova",
                "UNKNOWN_ACTOR 'Zakharova'; near it: 'Maria Zakharova', 'Zakharovo', 'Zakaria'\n");
  check_unknown(faults, &t, "sergei lavrow", "UNKNOWN_ACTOR 'sergei lavrow'; near it: 'Sergey Lavrov'\n");
  check_unknown(faults, &t, "Лаврова", "UNKNOWN_ACTOR 'Лаврова'; near it: 'Лавров'\n");
  check_unknown(faults, &t, "unspecified", "UNKNOWN_ACTOR 'unspecified'\n");
  check_unknown(faults, &t, "", "UNKNOWN_ACTOR ''\n");
  check_unknown(faults, &t, "ent:", "UNKNOWN_ACTOR 'ent:'\n");
  check_unknown(faults, &t, "ent:99", "UNKNOWN_ACTOR 'ent:99'\n");
  check_unknown(faults, &t, "\xFF", "UNKNOWN_ACTOR '\xFF'\n");
  t.words[1] = "Lavrov", t.words[2] = "nobody";
  t.choice.focus_count = 3;
  CHECK(choose(&t) == ANNO_BAD_USAGE);
  CHECK_STR(anno_buf_str(&t.reported), "UNKNOWN_ACTOR '\xFF'\n"
                                       "UNKNOWN_ACTOR 'Lavrov'; near it: 'Sergey Lavrov'\n"
                                       "UNKNOWN_ACTOR 'nobody'\n");
}

/* Roles of actors: A speaks to B of C, accuses D, on behalf of E; F answers A; G relays A; nobody knows H. */
static void test_reach(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  small_story *s = &t.s;
  static const char *const labels[] = {"A", "B", "C", "D", "E", "F", "G", "H", "treaty"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) small_actor(s, labels[i]);
  s->referents[8].kind = ANNO_AGREEMENT;
  const anno_at outer = small_claim(s, "wants"), inner = small_claim(s, "used"), unsaid = small_claim(s, "signed");
  const anno_at other = small_claim(s, "sleeps");
  small_claim_in(s, outer, "object", inner);
  small_referent_in(s, inner, "subject", 2);
  small_referent_in(s, unsaid, "subject", 7);
  small_referent_in(s, unsaid, "object", 8);
  small_referent_in(s, other, "object", 8);
  const anno_at said = small_saying(s, "0", ANNO_AFFIRMS, outer);
  s->sayings[said].addressees = small_list(s, "1");
  s->sayings[said].accused = small_list(s, "3");
  s->sayings[said].behalf = small_list(s, "4");
  small_append(s, &s->sayings[small_saying(s, "5", ANNO_NEGATES, outer)].answers, said);
  small_relay(s, small_saying(s, "6", ANNO_RELAYS, ANNO_NOWHERE), said);
  small_saying(s, "5", ANNO_AFFIRMS, other);
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "0 1 2 3", "0 1 2 3"));
  /* Speaker, addressee, accused, principal, topic, answered by: the saying, what it answers, who relays it. */
  CHECK(focused(&t, "A", "0") && chosen(&t, "0 1 2", "0"));
  CHECK(focused(&t, "B", "1") && chosen(&t, "0 2", "0"));
  CHECK(focused(&t, "C", "2") && chosen(&t, "0 1 2", "0 1"));
  CHECK(focused(&t, "D", "3") && chosen(&t, "0 2", "0"));
  CHECK(focused(&t, "E", "4") && chosen(&t, "0 1 2", "0"));
  CHECK(focused(&t, "F", "5") && chosen(&t, "0 1 2 3", "0 3"));
  CHECK(focused(&t, "G", "6") && chosen(&t, "0 2", "0"));
  CHECK(focused(&t, "H", "7") && chosen(&t, "", "2"));
  CHECK(focused(&t, "treaty", "8") && chosen(&t, "3", "2 3"));
  /* Further: from B to A and C, thence to F, thence to what F says; things do not connect. */
  t.choice.depth = 2;
  CHECK(focused(&t, "B", "1") && chosen(&t, "0 1 2", "0 1"));
  t.choice.depth = 3;
  CHECK(focused(&t, "B", "1") && chosen(&t, "0 1 2 3", "0 1 3"));
  t.choice.depth = 1000000;
  CHECK(focused(&t, "B", "1") && chosen(&t, "0 1 2 3", "0 1 3"));
  CHECK(focused(&t, "H", "7") && chosen(&t, "", "2"));
}

/* Rings of claims, of relays and of answers end. */
static void test_rings(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  small_story *s = &t.s;
  small_actor(s, "A"), small_actor(s, "B");
  const anno_at x = small_claim(s, "causes"), y = small_claim(s, "causes");
  small_claim_in(s, x, "object", y);
  small_claim_in(s, y, "object", x);
  small_referent_in(s, y, "subject", 1);
  small_saying(s, "0", ANNO_AFFIRMS, x);
  small_saying(s, "", ANNO_RELAYS, ANNO_NOWHERE);
  small_relay(s, 1, 1);
  small_relay(s, 1, 0);
  small_append(s, &s->sayings[0].answers, 0);
  t.choice.depth = 5;
  CHECK(focused(&t, "B", "1") && chosen(&t, "0 1", "0 1"));
}

static void test_documents(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  small_story *s = &t.s;
  small_document(s, "000_abc", "000"), small_document(s, "news/a", "news/a"), small_document(s, "news/ab", "news/ab");
  small_document(s, "news", "news");
  for (anno_at i = 0; i < 4; i++) s->sayings[small_saying(s, "", ANNO_AFFIRMS, small_claim(s, "do"))].document = i;
  small_saying(s, "", ANNO_AFFIRMS, small_claim(s, "of no document"));
  s->claims[small_claim(s, "unsaid")].documents = small_list(s, "0 2");
  const struct {
    const char *name, *sayings, *claims;
  } rows[] = {{"000", "0", "0 5"},       {"000_abc", "0", "0 5"}, {"news/a", "1", "1"},
              {"news/", "1 2", "1 2 5"}, {"news", "3", "3"},      {"news/ab", "2", "2 5"}};
  t.choice.documents = t.words;
  t.choice.document_count = 1;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    t.words[0] = rows[i].name;
    CHECK(choose(&t) == ANNO_OK && chosen(&t, rows[i].sayings, rows[i].claims));
  }
  t.words[0] = "00", t.words[1] = "new", t.words[2] = "", t.words[3] = "news";
  t.choice.document_count = 4;
  CHECK(choose(&t) == ANNO_BAD_USAGE);
  CHECK_STR(anno_buf_str(&t.reported), "UNKNOWN_DOCUMENT '00'\nUNKNOWN_DOCUMENT 'new'\nUNKNOWN_DOCUMENT ''\n");
}

/* Sayings: 0 of day 10; 1 of days 10 to 20; 2 undated in a document of day 15; 3 undated in an undated one. */
static void test_times_and_acts(int *faults, anno_arena *arena) {
  trial t;
  begin(&t, arena);
  small_story *s = &t.s;
  small_document(s, "a", "a"), small_document(s, "b", "b");
  s->documents[0].date = (anno_period){.known = true, .begin = 15, .end = 15};
  for (anno_at i = 0; i < 4; i++) s->sayings[small_saying(s, "", ANNO_AFFIRMS, small_claim(s, "do"))].document = i == 3;
  small_claim(s, "unsaid");
  s->sayings[0].when = (anno_period){.known = true, .begin = 10, .end = 10};
  s->sayings[1].when = (anno_period){.known = true, .begin = 10, .end = 20};
  s->sayings[1].acts |= 1u << ANNO_ACT_DENIAL;
  s->sayings[2].acts |= 1u << ANNO_ACT_ACCUSATION;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "0 1 2 3", "0 1 2 3 4"));
  t.choice.has_since = true, t.choice.since = 10;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "0 1 2", "0 1 2"));
  t.choice.since = 16;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "1", "1"));
  t.choice.since = 11, t.choice.has_until = true, t.choice.until = 15;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "1 2", "1 2"));
  t.choice.has_since = false, t.choice.until = 14;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "0 1", "0 1"));
  t.choice.has_until = false, t.choice.acts = 1u << ANNO_ACT_ACCUSATION;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "2", "2"));
  t.choice.acts |= 1u << ANNO_ACT_DENIAL;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "1 2", "1 2"));
  t.choice.acts = 1u << ANNO_ACT_QUESTION;
  CHECK(choose(&t) == ANNO_OK && chosen(&t, "", ""));
}

static void test_choice_text(int *faults, anno_arena *arena) {
  static const char *const focus[] = {"Russia", "US"}, *const documents[] = {"000", "001"};
  anno_choice choice = {.depth = 1, .min_count = 1};
  CHECK_STR(anno_choice_text(arena, &choice), "");
  choice.focus = focus, choice.focus_count = 1;
  CHECK_STR(anno_choice_text(arena, &choice), "about Russia");
  choice.has_since = true, choice.since = 17167, choice.acts = 1u << ANNO_ACT_ACCUSATION;
  CHECK_STR(anno_choice_text(arena, &choice), "about Russia; since 2017-01-01; accusations only");
  choice.focus_count = 2, choice.depth = 3, choice.has_since = false, choice.has_until = true, choice.until = 17167;
  choice.documents = documents, choice.document_count = 2, choice.min_count = 2;
  choice.acts |= 1u << ANNO_ACT_DENIAL;
  CHECK_STR(anno_choice_text(arena, &choice),
            "about Russia, US and those up to 3 steps away; until 2017-01-01; documents "
            "000, 001; accusations and denials only; at least 2 times");
  choice = (anno_choice){.documents = documents, .document_count = 1, .acts = 1u << ANNO_ACT_WARNING};
  choice.acts |= 1u << ANNO_ACT_ACCUSATION | 1u << ANNO_ACT_DENIAL;
  CHECK_STR(anno_choice_text(arena, &choice), "document 000; accusations, denials and warnings only");
}

/* Gives so many blocks, then none. */
static void *take_some(void *handle, size_t size) {
  size_t *left = handle;
  if (!*left) return NULL;
  --*left;
  return malloc(size);
}

static void give_back(void *handle, void *block) {
  (void)handle;
  free(block);
}

/* Whichever allocation fails, choosing says so, and phrases of what is there end. */
static void test_memory(int *faults, anno_arena *arena) {
  size_t failed = 0;
  for (size_t blocks = 1;; blocks++) {
    trial t;
    begin(&t, arena);
    small_document(&t.s, "a", "a");
    small_referent_in(&t.s, small_claim(&t.s, "do"), "subject", small_actor(&t.s, "A"));
    small_append(&t.s, &t.s.sayings[small_saying(&t.s, "0", ANNO_NEGATES, 0)].answers, 0);
    t.s.sayings[0].document = 0;
    ask_focus(&t, "A");
    t.words[1] = "a";
    t.choice.documents = &t.words[1], t.choice.document_count = 1;
    size_t left = blocks;
    const anno_alloc alloc = {&left, take_some, give_back};
    anno_arena *scarce = anno_arena_new(&alloc, 64);
    if (!scarce) continue;
    t.s.story.arena = scarce;
    const anno_status status = choose(&t);
    anno_phrase(scarce, &t.s.story, 0, ANNO_NOWHERE, 40);
    anno_arena_free(scarce);
    CHECK(status == ANNO_OK || status == ANNO_NO_MEMORY);
    if (status == ANNO_OK) break;
    failed++;
  }
  CHECK(failed > 5);
}

int main(void) {
  int faults = 0;
  anno_arena *arena = anno_arena_new(NULL, 0);
  test_names(&faults, arena);
  test_unknown(&faults, arena);
  test_reach(&faults, arena);
  test_rings(&faults, arena);
  test_documents(&faults, arena);
  test_times_and_acts(&faults, arena);
  test_choice_text(&faults, arena);
  test_memory(&faults, arena);
  anno_arena_free(arena);
  return faults != 0;
}
