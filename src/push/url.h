/* Addresses of stores. */
#ifndef ANNO_PUSH_URL_H
#define ANNO_PUSH_URL_H

#include "base/arena.h"

/* NULL if `url` may be used: http or https, a host, no credentials (command lines are seen by others), no fragment.
   Otherwise what is wrong with it, which does not repeat it. */
const char *anno_url_fault(const char *url);
/* `url` with one more parameter, whose value is escaped; in `arena`. */
anno_str anno_url_with(anno_arena *arena, anno_str url, anno_str name, anno_str value);
/* `text` as the value of a parameter or of a field of a form; in `arena`. */
anno_str anno_url_escaped(anno_arena *arena, anno_str text);
/* `url` without its parameters, which may be keys: what may be shown. */
anno_str anno_url_shown(anno_str url);
/* True if `text` has in it what `url` has behind "?", or the value of a parameter there, escaped or not. Values of less
   than four characters are none of a key. What it needs is in `arena`. */
bool anno_url_query_in(anno_arena *arena, anno_str url, anno_str text);

#endif
