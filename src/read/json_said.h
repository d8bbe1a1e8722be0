/* What a JSON file says of an annotation beside its type and place: attributes and links, one for each value. */
#ifndef ANNO_READ_JSON_SAID_H
#define ANNO_READ_JSON_SAID_H

#include "read/json.h"
#include "read/said.h"

/* Says `value` of the owner: a string, number or truth value becomes an attribute, a web IRI a link whose database is
   `name`; the items of arrays are said one by one, the members of objects under "name.key". Null and "" say nothing. */
void anno_json_say(const anno_owner *to, anno_str name, anno_json value);
/* Says all members of an object but those that `known` names, with a blank between them; under "front.key" unless
   `front` is "". */
void anno_json_say_rest(const anno_owner *to, anno_str front, anno_json object, const char *known);
/* An attribute with this text, or a link if it is a web IRI. */
void anno_json_say_text(const anno_owner *to, anno_str name, anno_str text, anno_loc at);

#endif
