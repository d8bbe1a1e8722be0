/* IRIs: functions of content alone, so that every run, machine and shard makes the same ones. */
#ifndef ANNO_MAP_MINT_H
#define ANNO_MAP_MINT_H

#include <stdint.h>

#include "base/buf.h"

/* What the IRIs of a corpus begin with. */
typedef enum {
  ANNO_MINT_DOCUMENT,
  ANNO_MINT_ENTITY,
  ANNO_MINT_STATEMENT,
  ANNO_MINT_PROPOSITION,
  ANNO_MINT_MENTION,
  ANNO_MINT_SPAN,
  ANNO_MINT_TIME,
  ANNO_MINT_TYPE,
  ANNO_MINT_ROLE,
  ANNO_MINT_ATTRIBUTE,
  ANNO_MINT_COUNT
} anno_mint_space;

/* The prefix that Turtle uses for a space, and what stands behind the base. */
anno_str anno_mint_prefix(anno_mint_space space);
anno_str anno_mint_path(anno_mint_space space);

/* base + path of the space + `local`, which must be safe already. In `arena`. */
anno_str anno_mint(anno_arena *arena, anno_str base, anno_mint_space space, anno_str local);

/* `id` as a part of an IRI: letters and digits of any script, '-', '_', '.' and '/' stay, other bytes are
   percent-encoded, so ':' never occurs and can separate. May be `id` itself. */
anno_str anno_mint_path_of(anno_arena *arena, anno_str id);
/* `name` as a local name of a property or class: it begins with a letter or '_' and holds letters, digits, '-' and
   '_' only; when anything had to be replaced, a hash of the name follows, so different names stay different. May be
   `name` itself. */
anno_str anno_mint_name(anno_arena *arena, anno_str name);
/* `name` for reading: NFC, lower case, letters and digits of any script, runs of anything else one '-'. */
anno_str anno_mint_slug(anno_arena *arena, anno_str name);
/* 16 characters of base32 (RFC 4648 alphabet, lower case) of the first 80 bits of the SHA-256 of `key`. */
anno_str anno_mint_hash(anno_arena *arena, anno_str key);
/* True if `text` is in normalisation form C for certain, as seen from ranges of code points: Latin, most of Cyrillic
   and Chinese, and common punctuation. */
bool anno_mint_settled(anno_str text);
/* `text` in Unicode normalisation form C, with runs of white space made one blank and none at the ends;
   not composed if it has a run of combining marks that no script needs. May be `text` itself. */
anno_str anno_mint_normal(anno_arena *arena, anno_str text);

#endif
