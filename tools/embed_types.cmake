# Writes the file FILE as bytes into the C source OUT: the type system that src/read/cas_types.c parses.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "/* Made from ontology/types/ by tools/embed_types.cmake. */\n#include \"read/cas_types.h\"\n
static const unsigned char bytes[] = {\n${bytes}0};\n
const anno_str anno_cas_builtin_types = {(const char *)bytes, sizeof bytes - 1};\n")
