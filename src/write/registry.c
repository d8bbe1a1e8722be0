#include "write/writer.h"

#define ANNO_WRITER(name) extern const anno_writer anno_write_##name;
#include "write/writers.def"
#undef ANNO_WRITER

static const anno_writer *const writers[] = {
#define ANNO_WRITER(name) &anno_write_##name,
#include "write/writers.def"
#undef ANNO_WRITER
};

enum { COUNT = sizeof writers / sizeof writers[0] };

const anno_writer *anno_writer_at(size_t i) { return i < COUNT ? writers[i] : NULL; }

const anno_writer *anno_writer_named(anno_str name) {
  for (size_t i = 0; i < COUNT; i++)
    if (anno_str_eq(name, anno_str_from(writers[i]->name))) return writers[i];
  return NULL;
}

const anno_writer *anno_writer_for(anno_str path) {
  for (size_t i = 0; i < COUNT; i++)
    if (anno_str_ends(path, anno_str_from(writers[i]->suffix))) return writers[i];
  return NULL;
}
