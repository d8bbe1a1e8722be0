/* A document of an older CoNLL format while it is read: its words, sentences and spans. */
#ifndef ANNO_READ_CONLL_DOC_H
#define ANNO_READ_CONLL_DOC_H

#include "read/conll_table.h"
#include "read/conllu_entity.h"
#include "read/token_text.h"

/* A word of the sentence that is read. */
typedef struct {
  size_t begin, end;
  anno_node node;
  anno_loc at;
} anno_conll_word;

typedef struct {
  anno_doc *doc;
  anno_ids ids;
  anno_token_text text;
  anno_entities entities; /* CoNLL-2012 */
  anno_str comment;       /* above the next sentence, "" if there is none */
  size_t sentences;
  anno_node sentence; /* 0 between sentences */
  size_t sentence_begin;
  anno_conll_word *words; /* of this sentence */
  size_t word_count, word_capacity;
} anno_conll;

/* Nothing read so far for `doc`. */
anno_conll anno_conll_in(anno_doc *doc);
/* Adds a word, after the sentence if it is its first. The last word stays valid until the next one. */
anno_conll_word *anno_conll_add_word(anno_conll *c, anno_str form, anno_loc at);
/* Adds an attribute of `of`. */
void anno_conll_say(anno_conll *c, anno_node of, anno_str name, anno_str value, anno_loc at);
/* Adds a span over words of this sentence, both inclusive. */
anno_node anno_conll_span(anno_conll *c, anno_str type, size_t first, size_t last, anno_loc at);
/* Places the sentence over its words; the next word begins another. */
void anno_conll_end_sentence(anno_conll *c);
/* A bracket that opens or closes nothing, or a row of the wrong length. */
void anno_conll_fault(anno_conll *c, anno_loc at, anno_str part);
/* Names what no annotation can hold. */
void anno_conll_lost(anno_conll *c, anno_str part, anno_loc at);

/* Reads the part `bytes` of the input of `at`: rows with columns of IOB tags. */
void anno_conll_read_tags(anno_conll *c, const anno_conll_columns *columns, anno_str bytes, anno_loc at);
/* The same for CoNLL-2012: named entities, predicates with arguments, coreference, in brackets. */
void anno_conll_read_2012(anno_conll *c, anno_str bytes, anno_loc at);

#endif
