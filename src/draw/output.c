#include "draw/output.h"

#define ANNO_OUTPUT(name) extern const anno_output anno_output_##name;
#include "draw/outputs.def"
#undef ANNO_OUTPUT

static const anno_output *const outputs[] = {
#define ANNO_OUTPUT(name) &anno_output_##name,
#include "draw/outputs.def"
#undef ANNO_OUTPUT
};

const anno_output *anno_output_at(size_t i) { return i < sizeof outputs / sizeof *outputs ? outputs[i] : NULL; }

const anno_output *anno_output_named(anno_str name) {
  for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
    if (anno_str_eq(anno_str_from(outputs[i]->name), name)) return outputs[i];
  return NULL;
}

const anno_output *anno_output_of_path(anno_str path) {
  size_t dot = path.len;
  while (dot && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/') dot--;
  if (!dot || path.ptr[dot - 1] != '.') return NULL;
  return anno_output_named(anno_str_sub(path, dot, path.len));
}
