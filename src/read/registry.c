#include "read/reader.h"

#define ANNO_READER(name) extern const anno_reader anno_reader_##name;
#include "read/readers.def"
#undef ANNO_READER

static const anno_reader *const readers[] = {
#define ANNO_READER(name) &anno_reader_##name,
#include "read/readers.def"
#undef ANNO_READER
};

const anno_reader *anno_reader_at(size_t i) { return i < sizeof readers / sizeof *readers ? readers[i] : NULL; }

const anno_reader *anno_reader_named(anno_str name) {
  for (size_t i = 0; anno_reader_at(i); i++)
    if (anno_str_eq(anno_str_from(readers[i]->name), name)) return readers[i];
  return NULL;
}

int anno_reader_bid(const anno_reader *reader, anno_str head, anno_str path) {
  anno_head begin;
  begin.bytes = head;
  begin.walked = false;
  return reader->bid(&begin, path);
}

const anno_reader *anno_reader_for(anno_str head, anno_str path) {
  const anno_reader *best = NULL;
  int highest = 0;
  anno_head begin;
  begin.bytes = head;
  begin.walked = false;
  for (size_t i = 0; anno_reader_at(i); i++) {
    const int bid = readers[i]->bid(&begin, path);
    if (bid <= highest) continue;
    highest = bid;
    best = readers[i];
  }
  return best;
}
