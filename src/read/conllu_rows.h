/* Sentences of CoNLL-U: comments and rows of ten columns. Source: universaldependencies.org/format. */
#ifndef ANNO_READ_CONLLU_ROWS_H
#define ANNO_READ_CONLLU_ROWS_H

#include "read/conllu_entity.h"
#include "read/token_text.h"

enum { ANNO_CONLLU_COLUMNS = 10 };

typedef struct {
  anno_str name, value;
  anno_loc at;
} anno_conllu_comment;

/* A word of the sentence that is read. */
typedef struct {
  anno_node node;
  anno_str head, relation;
  anno_loc at;
} anno_conllu_word;

/* A document while it is read. */
typedef struct {
  anno_doc *doc;
  anno_ids ids;
  anno_token_text text;
  anno_entities entities;
  anno_node document;            /* the span that the document's own comments are said of, 0 if there are none */
  anno_conllu_comment *comments; /* above the next sentence */
  size_t comment_count, comment_capacity;
  anno_conllu_word *words; /* of this sentence */
  size_t word_count, word_capacity;
  anno_table word_ids; /* "SENTENCE-ID" -> node */
  size_t sentences;
  anno_node sentence; /* 0 between sentences */
  size_t sentence_begin;
  size_t range_last; /* of the surface token that is several words; 0: none */
  size_t begin, end; /* of the last token */
} anno_conllu;

/* Cuts a row at its tabs: the number of columns, at most one more than ten. */
size_t anno_conllu_cut(anno_str line, anno_str columns[ANNO_CONLLU_COLUMNS]);
/* Reads one line, without its end. An empty one ends a sentence. */
void anno_conllu_line(anno_conllu *c, anno_str line, anno_loc at);
/* Ends the last sentence and the document; its text is complete then. */
void anno_conllu_end(anno_conllu *c);

#endif
