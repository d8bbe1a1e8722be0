/* Documents made of the bytes of an input, and mapped. */
#ifndef FUZZ_MAPPED_H
#define FUZZ_MAPPED_H

#include "fuzz.h"
#include "map/map.h"
#include "model/layout.h"
#include "read/reader.h"

typedef struct {
  fuzz_world *world;
  const anno_reader *reader;
  const anno_json_layout *layout; /* of the reader "described", else NULL */
  const anno_rules *rules;
  const anno_corpus *corpus;
  bool own_rules; /* they are the program's; else what they declare is made too */
} fuzz_reading;

/* The name of the source that `bytes` are given as: what the reader called `name` looks for. */
anno_str fuzz_source_path(const char *name);

/* Reads the file at fuzz_source_path(reader) of the world, dumps and maps its documents, with options chosen by
   `choice`, and checks what comes of it: statements, balance, and that whoever fails has said so. */
void fuzz_read_and_map(const fuzz_reading *reading, size_t choice);

#endif
