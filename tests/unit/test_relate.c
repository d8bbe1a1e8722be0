/* How claims and sayings bear on each other, and how they read. */
#include "unit/check.h"
#include "unit/small_story.h"

static void test_generalises(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at a = small_actor(&s, "A"), b = small_actor(&s, "B");
  const anno_at general = small_claim(&s, "hack"), special = small_claim(&s, "hack"), other = small_claim(&s, "use");
  const anno_at bare = small_claim(&s, "hack"), wider = small_claim(&s, "hack"), words = small_claim(&s, "");
  small_referent_in(&s, general, "subject", a);
  small_referent_in(&s, special, "subject", a);
  small_referent_in(&s, special, "object", b);
  small_text_in(&s, special, "manner", "twice");
  small_referent_in(&s, other, "subject", a);
  small_referent_in(&s, wider, "subject", a);
  small_referent_in(&s, wider, "subject", b);
  s.claims[words].predicate = ANNO_STR("");
  CHECK(anno_generalises(&s.story, general, special) && !anno_generalises(&s.story, special, general));
  CHECK(anno_generalises(&s.story, general, general) && anno_generalises(&s.story, special, special));
  CHECK(!anno_generalises(&s.story, general, other) && !anno_generalises(&s.story, other, general));
  CHECK(anno_generalises(&s.story, general, wider) && !anno_generalises(&s.story, wider, general));
  /* Without a role nothing is generalised, not even the claim itself; nor are words. */
  CHECK(!anno_generalises(&s.story, bare, special) && !anno_generalises(&s.story, bare, bare));
  CHECK(!anno_generalises(&s.story, words, words));
  CHECK(!anno_generalises(&s.story, general, bare));
}

/* Equal fillers: the same role, kind and thing. */
static void test_fillers(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at a = small_actor(&s, "A"), inner = small_claim(&s, "inner");
  anno_at c[8];
  for (int i = 0; i < 8; i++) c[i] = small_claim(&s, "do");
  small_referent_in(&s, c[0], "subject", a);
  small_referent_in(&s, c[1], "object", a);
  small_text_in(&s, c[2], "subject", "A");
  small_claim_in(&s, c[3], "subject", inner);
  small_time_in(&s, c[4], "2017", true, 17000);
  small_time_in(&s, c[5], "in 2017", true, 17000);
  small_time_in(&s, c[6], "recently", false, 0);
  small_time_in(&s, c[7], "recently", false, 0);
  for (int i = 0; i < 4; i++)
    for (int k = 0; k < 4; k++) CHECK(anno_generalises(&s.story, c[i], c[k]) == (i == k));
  CHECK(anno_generalises(&s.story, c[4], c[5]) && !anno_generalises(&s.story, c[4], c[6]));
  /* "recently" is another time in another document. */
  s.claims[c[6]].documents = small_list(&s, "0 1");
  s.claims[c[7]].documents = small_list(&s, "2");
  CHECK(!anno_generalises(&s.story, c[6], c[7]));
  s.claims[c[7]].documents = small_list(&s, "1 2");
  CHECK(anno_generalises(&s.story, c[6], c[7]));
}

/* Times come in the order of their IRIs, so that the same ones may stand in another order. */
static void test_order(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at x = small_claim(&s, "do"), y = small_claim(&s, "do");
  small_time_in(&s, x, "2017", true, 17000);
  small_time_in(&s, x, "2018", true, 18000);
  small_time_in(&s, y, "2018", true, 18000);
  small_time_in(&s, y, "2017", true, 17000);
  small_time_in(&s, y, "2019", true, 19000);
  CHECK(anno_generalises(&s.story, x, y) && !anno_generalises(&s.story, y, x));
}

/* 0: A hacked B twice. 1: A hacked. 2: A hacked B. 3: A used B. */
static void hacked(small_story *s, anno_arena *arena) {
  small_begin(s, arena);
  const anno_at a = small_actor(s, "A"), b = small_actor(s, "B");
  for (int i = 0; i < 4; i++) small_referent_in(s, small_claim(s, i == 3 ? "use" : "hack"), "subject", a);
  small_referent_in(s, 0, "object", b);
  small_text_in(s, 0, "manner", "twice");
  small_referent_in(s, 2, "object", b);
  small_referent_in(s, 3, "object", b);
}

/* The same with and without an index. */
static void check_answers(int *faults, small_story *s, anno_at claim, const char *wanted) {
  s->story.index = NULL;
  CHECK(small_is(s, anno_answers_to(s->story.arena, &s->story, claim), wanted));
  anno_index_make(&s->story);
  CHECK(s->story.index != NULL);
  CHECK(small_is(s, anno_answers_to(s->story.arena, &s->story, claim), wanted));
}

static void test_contradicted(int *faults, anno_arena *arena) {
  small_story s;
  hacked(&s, arena);
  const anno_at said = small_saying(&s, "0", ANNO_AFFIRMS, 0);
  check_answers(faults, &s, 0, "");
  small_saying(&s, "1", ANNO_NEGATES, 0);
  small_saying(&s, "1", ANNO_NEGATES, 1);
  small_saying(&s, "1", ANNO_LEAVES_OPEN, 2);
  small_saying(&s, "1", ANNO_NEGATES, 3);
  small_saying(&s, "0", ANNO_AFFIRMS, 2);
  small_saying(&s, "0", ANNO_CONVEYS, 0);
  check_answers(faults, &s, 0, "1 2 3");
  /* To deny the special does not contradict the general. */
  check_answers(faults, &s, 2, "2 3");
  /* Nobody affirms it. */
  check_answers(faults, &s, 1, "");
  check_answers(faults, &s, 3, "");
  s.sayings[1].chosen = false;
  check_answers(faults, &s, 0, "2 3");
  /* What is denied as a fact may still be wished; the same wish can be denied. */
  s.sayings[said].is_actual = s.sayings[2].is_actual = false;
  s.sayings[said].mood = s.sayings[2].mood = ANNO_STR("desired");
  check_answers(faults, &s, 0, "2");
  s.sayings[2].mood = ANNO_STR("expected");
  check_answers(faults, &s, 0, "");
}

static void test_responses(int *faults, anno_arena *arena) {
  small_story s;
  hacked(&s, arena);
  const anno_at said = small_saying(&s, "0", ANNO_AFFIRMS, 0), words = small_claim(&s, "");
  const unsigned acts[] = {ANNO_ACT_STATEMENT,       ANNO_ACT_DENIAL,   ANNO_ACT_REJECTION,
                           ANNO_ACT_ACKNOWLEDGEMENT, ANNO_ACT_QUESTION, ANNO_ACT_REPORT};
  for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
    const anno_at response = small_saying(&s, "1", ANNO_CONVEYS, words);
    s.sayings[response].acts = 1u << acts[i];
    small_append(&s, &s.sayings[response].answers, said);
  }
  check_answers(faults, &s, 0, "2 3 4 5");
  /* Who acknowledges by saying the same is no answer but another voice. */
  s.sayings[4].polarity = ANNO_AFFIRMS;
  s.sayings[4].claim = 0;
  check_answers(faults, &s, 0, "2 3 5");
  s.sayings[6].polarity = ANNO_NEGATES;
  s.sayings[6].claim = 3;
  check_answers(faults, &s, 0, "2 3 5 6");
}

static void test_generals(int *faults, anno_arena *arena) {
  small_story s;
  hacked(&s, arena);
  small_saying(&s, "1", ANNO_NEGATES, 1);
  small_saying(&s, "1", ANNO_LEAVES_OPEN, 2);
  small_saying(&s, "1", ANNO_AFFIRMS, 0);
  for (int indexed = 0; indexed < 2; indexed++) {
    CHECK(small_is(&s, anno_generals_of(arena, &s.story, 0), "1 2"));
    CHECK(small_is(&s, anno_generals_of(arena, &s.story, 1), "1"));
    CHECK(small_is(&s, anno_generals_of(arena, &s.story, 3), ""));
    anno_index_make(&s.story);
  }
}

static void test_outermost(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at claim = small_claim(&s, "do");
  for (int i = 0; i < 8; i++) small_saying(&s, "", i ? ANNO_RELAYS : ANNO_AFFIRMS, i ? ANNO_NOWHERE : claim);
  small_relay(&s, 1, 0);
  small_relay(&s, 2, 1);
  CHECK(anno_outermost(&s.story, 0) == 2 && anno_outermost(&s.story, 2) == 2 && anno_outermost(&s.story, 7) == 7);
  /* Of several, one that is shown. */
  small_relay(&s, 3, 0);
  CHECK(anno_outermost(&s.story, 0) == 2);
  s.sayings[1].chosen = false;
  CHECK(anno_outermost(&s.story, 0) == 3);
  /* Rings, with and without a way to them. */
  for (anno_at i = 4; i < 7; i++) small_relay(&s, i == 6 ? 4 : i + 1, i);
  small_relay(&s, 5, 3);
  small_relay(&s, 7, 7);
  CHECK(anno_outermost(&s.story, 3) >= 4 && anno_outermost(&s.story, 3) <= 6);
  CHECK(anno_outermost(&s.story, 5) >= 4 && anno_outermost(&s.story, 7) == 7);
}

static void test_phrase(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at a = small_actor(&s, "A"), b = small_actor(&s, "B"), c = small_actor(&s, "C");
  const anno_at x = small_claim(&s, "interfered in"), y = small_claim(&s, "wants"), z = small_claim(&s, "used");
  small_referent_in(&s, x, "subject", a);
  small_referent_in(&s, x, "object", b);
  small_text_in(&s, x, "manner", "sweeping");
  small_text_in(&s, x, "manner", "bold");
  small_referent_in(&s, x, "partner", c);
#define CHECK_PHRASE(claim, it, most, wanted) CHECK_STR(anno_phrase(arena, &s.story, (claim), (it), (most)), (wanted))
  CHECK_PHRASE(x, ANNO_NOWHERE, 99, "A interfered in B [manner: sweeping and bold; partner: C]");
  CHECK_PHRASE(x, b, 99, "A interfered in it [manner: sweeping and bold; partner: C]");
  small_referent_in(&s, y, "subject", a);
  small_referent_in(&s, y, "subject", b);
  small_referent_in(&s, y, "subject", c);
  small_claim_in(&s, y, "object", z);
  small_text_in(&s, y, "value", "peace");
  small_referent_in(&s, z, "object", b);
  CHECK_PHRASE(z, b, 99, "… used it");
  CHECK_PHRASE(y, b, 99, "A, it and C wants (… used it) and peace");
  s.referents[a].unspecified = true;
  /* Further roles go first, then words. */
  CHECK_PHRASE(x, b, 54, "somebody interfered in it […]");
  CHECK_PHRASE(x, b, 29, "somebody interfered in it […]");
  CHECK_PHRASE(x, b, 28, "somebody interfered in it…");
  CHECK_PHRASE(x, b, 24, "somebody interfered in…");
  /* A ring of claims ends. */
  small_claim_in(&s, z, "purpose", y);
  CHECK_PHRASE(z, b, 199,
               "… used it [purpose: (somebody, it and C wants (… used it [purpose: (somebody, it and C wants (…) and "
               "peace)]) and peace)]");
  CHECK_PHRASE(small_claim(&s, "rains"), b, 9, "… rains");
}

static void test_phrase_forms(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at a = small_actor(&s, "A");
  const anno_at x = small_claim(&s, "hacked"), no = small_claim(&s, ""), open = small_claim(&s, "");
  const anno_at words = small_claim(&s, ""), wants = small_claim(&s, "wants");
  small_referent_in(&s, x, "subject", a);
  s.claims[no].predicate = anno_vocab_iri(ANNO_V_isNotSo);
  s.claims[open].predicate = anno_vocab_iri(ANNO_V_isOpen);
  s.claims[words].predicate = ANNO_STR("");
  s.claims[words].label = ANNO_STR("no evidence at all");
  small_claim_in(&s, no, "object", x);
  small_claim_in(&s, open, "object", no);
  small_claim_in(&s, wants, "object", open);
  CHECK_PHRASE(no, a, 99, "not: it hacked");
  CHECK_PHRASE(open, ANNO_NOWHERE, 99, "whether not: A hacked");
  CHECK_PHRASE(wants, ANNO_NOWHERE, 99, "… wants (whether not: A hacked)");
  CHECK_PHRASE(words, a, 99, "no evidence at all");
  s.claims[words].evidence = ANNO_STR("no proof");
  CHECK_PHRASE(words, a, 99, "no proof");
  /* Without a label the IRI tells. */
  s.claims[x].verb = ANNO_STR("");
  CHECK_PHRASE(x, ANNO_NOWHERE, 99, "A hacked");
}

/* Verbs that wait for somebody, several subjects, times. */
static void test_phrase_verbs(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at a = small_actor(&s, "A"), b = small_actor(&s, "B");
  const anno_at with = small_claim(&s, "cooperated with"), in = small_claim(&s, "interfered in");
  const anno_at is = small_claim(&s, "is ready for"), island = small_claim(&s, "isolated");
  small_text_in(&s, with, "manner", "well");
  CHECK_PHRASE(with, ANNO_NOWHERE, 99, "… cooperated with … [manner: well]");
  small_referent_in(&s, with, "partner", a);
  small_referent_in(&s, with, "partner", b);
  CHECK_PHRASE(with, ANNO_NOWHERE, 99, "… cooperated with A and B [manner: well]");
  small_text_in(&s, with, "topic", "peace");
  CHECK_PHRASE(with, ANNO_NOWHERE, 99, "… cooperated with A and B [manner: well; topic: peace]");
  CHECK_PHRASE(in, ANNO_NOWHERE, 99, "… interfered in …");
  small_referent_in(&s, is, "subject", a);
  small_text_in(&s, is, "object", "talks");
  CHECK_PHRASE(is, ANNO_NOWHERE, 99, "A is ready for talks");
  s.claims[is].filler_count = 1;
  small_referent_in(&s, is, "subject", b);
  small_text_in(&s, is, "object", "talks");
  CHECK_PHRASE(is, ANNO_NOWHERE, 99, "A and B are ready for talks");
  small_referent_in(&s, island, "subject", a);
  small_referent_in(&s, island, "subject", b);
  CHECK_PHRASE(island, ANNO_NOWHERE, 99, "A and B isolated");
  s.claims[island].verb = ANNO_STR("has");
  CHECK_PHRASE(island, ANNO_NOWHERE, 99, "A and B have");
  static const char *const times[][2] = {{"2016", "2016"},
                                         {"[2016-06..2016-09]", "between 2016-06 and 2016-09"},
                                         {"../2016", "until 2016"},
                                         {"../[2014..2015]", "until between 2014 and 2015"},
                                         {"2016/..", "since 2016"},
                                         {"[2016]", "[2016]"},
                                         {"..", ".."},
                                         {"", ""}};
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    const anno_at rains = small_claim(&s, "rains");
    small_time_in(&s, rains, times[i][0], false, 0);
    CHECK_PHRASE(rains, ANNO_NOWHERE, 99, anno_arena_print(arena, "… rains [when: %s]", times[i][1]).ptr);
  }
}

/* Cut at the end of a word, by code points, whatever the script. */
static void test_clipped(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  const anno_at words = small_claim(&s, "");
  s.claims[words].predicate = ANNO_STR("");
  const struct {
    const char *text;
    size_t most;
    const char *wanted;
  } rows[] = {{"one two three", 13, "one two three"},
              {"one two three", 12, "one two…"},
              {"one two three", 9, "one two…"},
              {"one two three", 8, "one two…"},
              {"one two three", 7, "one…"},
              {"one, two", 6, "one…"},
              {"a onelongword", 9, "a onelon…"},
              {"первый второй", 12, "первый…"},
              {"网络安全合作机制", 5, "网络安全…"},
              {"word", 1, "…"},
              {"word", 0, "…"},
              {"", 5, ""}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    s.claims[words].label = anno_str_from(rows[i].text);
    CHECK_PHRASE(words, ANNO_NOWHERE, rows[i].most, rows[i].wanted);
  }
}

static void test_texts(int *faults, anno_arena *arena) {
  small_story s;
  small_begin(&s, arena);
  small_actor(&s, "A"), small_actor(&s, "B"), small_actor(&s, "C");
  const anno_at claim = small_claim(&s, "do"), document = small_document(&s, "000_x", "000");
  small_document(&s, "001_x", "001");
  anno_saying *saying = &s.sayings[small_saying(&s, "0 1 2", ANNO_AFFIRMS, claim)];
  const anno_story *story = &s.story;
  CHECK_STR(anno_speakers_text(arena, story, saying, 3), "A, B, C");
  CHECK_STR(anno_speakers_text(arena, story, saying, 2), "A, B and 1 other");
  CHECK_STR(anno_speakers_text(arena, story, saying, 0), "A and 2 others");
  s.referents[0].unspecified = true;
  CHECK_STR(anno_speakers_text(arena, story, saying, 1), "somebody and 2 others");
  saying->speakers.count = 0;
  CHECK_STR(anno_speakers_text(arena, story, saying, 9), "somebody");
  saying->narrated = true;
  saying->document = document;
  CHECK_STR(anno_speakers_text(arena, story, saying, 9), "000_x");
  s.documents[0].title = ANNO_STR("Title");
  CHECK_STR(anno_speakers_text(arena, story, saying, 9), "Title");
  s.documents[0].publisher = ANNO_STR("Paper");
  CHECK_STR(anno_speakers_text(arena, story, saying, 9), "Paper");
  CHECK_STR(anno_sources_text(arena, story, small_list(&s, "0 1")), "[000 001]");
  CHECK_STR(anno_sources_text(arena, story, small_list(&s, "")), "");
  CHECK_STR(anno_evidence_text(arena, story, saying), "[000]");
  saying->words = ANNO_STR("it was so");
  CHECK_STR(anno_evidence_text(arena, story, saying), "“it was so” [000]");
  saying->quote = ANNO_STR("so");
  saying->certainty = ANNO_STR("possible");
  saying->when.text = ANNO_STR("2017-01");
  CHECK_STR(anno_evidence_text(arena, story, saying), "“so” [000], said as possible, 2017-01");
}

int main(void) {
  int faults = 0;
  anno_arena *arena = anno_arena_new(NULL, 0);
  test_generalises(&faults, arena);
  test_fillers(&faults, arena);
  test_order(&faults, arena);
  test_contradicted(&faults, arena);
  test_responses(&faults, arena);
  test_generals(&faults, arena);
  test_outermost(&faults, arena);
  test_phrase(&faults, arena);
  test_phrase_forms(&faults, arena);
  test_phrase_verbs(&faults, arena);
  test_clipped(&faults, arena);
  test_texts(&faults, arena);
  anno_arena_free(arena);
  return faults != 0;
}
