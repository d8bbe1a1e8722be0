/* One program for all fuzz targets, so that it is linked once: fuzz --target=NAME, then what libFuzzer understands.
   Without a target it names all. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

void fuzz_reader(const char *name, anno_str bytes);
#define FUZZ_TARGET(name, seeds) void fuzz_##name(const char *target, anno_str bytes);
#include "targets.def"
#undef FUZZ_TARGET

static const fuzz_target targets[] = {
#define ANNO_READER(name) {#name, fuzz_reader},
#include "read/readers.def"
#undef ANNO_READER
#define FUZZ_TARGET(name, seeds) {#name, fuzz_##name},
#include "targets.def"
#undef FUZZ_TARGET
};

static const fuzz_target *chosen;

static void choose(const char *name) {
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
    if (strcmp(targets[i].name, name) == 0) chosen = &targets[i];
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  static const char option[] = "--target=";
  for (int i = 1; i < *argc; i++)
    if (strncmp((*argv)[i], option, sizeof option - 1) == 0) choose((*argv)[i] + sizeof option - 1);
  if (chosen) return 0;
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) puts(targets[i].name);
  exit(*argc > 1 ? 2 : 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  chosen->run(chosen->name, (anno_str){(const char *)data, size});
  return 0;
}
