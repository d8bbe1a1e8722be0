/* What a byte or a reference may be in a file of XML. Source: XML 1.0, 5th edition; in comments the numbers of its
   rules. Stricter than these: no name beyond ASCII, no CR, no entity that a document type declares. */
#ifndef ANNO_READ_XML_CHARS_H
#define ANNO_READ_XML_CHARS_H

#include "base/str.h"

/* Bits of what a byte is: CONTROL is what no text may have, the others what ends a name, text or value if it is not a
   part of it. */
enum {
  ANNO_XML_NAME_START = 1,
  ANNO_XML_NAME = 2,
  ANNO_XML_STOPS_TEXT = 4,
  ANNO_XML_STOPS_VALUE = 8,
  ANNO_XML_WHITE = 16,
  ANNO_XML_CONTROL = 32
};

extern const unsigned char anno_xml_kinds[256];

static inline bool anno_xml_is(char c, int bits) { return anno_xml_kinds[(unsigned char)c] & bits; }

/* The character that begins with 0xEF at `at`, of valid UTF-8, is U+FFFE or U+FFFF. */
static inline bool anno_xml_no_character(const char *at) { return at[1] == '\xBF' && (unsigned char)at[2] >= 0xBE; }

/* Rule 2, of what stands in comments and their kin. */
bool anno_xml_all_characters(anno_str s);
/* Writes the character that the reference at the begin of `s` stands for to `*out`, which is moved behind it and needs
   no more room than the reference took; the bytes of the reference, 0 if it is none that every document has. */
size_t anno_xml_put_reference(anno_str s, char **out);

#endif
