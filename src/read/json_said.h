/* What a JSON file says of an annotation beside its type and place: attributes and links, one for each value. */
#ifndef ANNO_READ_JSON_SAID_H
#define ANNO_READ_JSON_SAID_H

#include "read/ids.h"
#include "read/json.h"

/* Something that attributes of `owner` are made of. */
typedef struct {
  anno_doc *doc;
  anno_ids *ids;
  anno_str owner; /* ID */
} anno_json_owner;

/* True for http://... and https://... without blanks. */
bool anno_is_web_iri(anno_str s);
/* Says `value` of the owner: a string, number or truth value becomes an attribute, a web IRI a link whose database is
   `name`; the items of arrays are said one by one, the members of objects under "name.key". Null and "" say nothing. */
void anno_json_say(const anno_json_owner *to, anno_str name, anno_json value);
/* Says all members of an object but those that `known` (NULL at its end) names. */
void anno_json_say_rest(const anno_json_owner *to, anno_json object, const char *const *known);
/* An attribute or link with this text. */
void anno_json_say_text(const anno_json_owner *to, anno_str name, anno_str text, anno_loc at);
/* A link. */
void anno_json_say_link(const anno_json_owner *to, anno_str database, anno_str entry, anno_loc at);

#endif
