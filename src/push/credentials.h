/* Who one is to a store. They come from a file or the environment, never from the command line, and are never shown. */
#ifndef ANNO_PUSH_CREDENTIALS_H
#define ANNO_PUSH_CREDENTIALS_H

#include "base/arena.h"

typedef enum {
  ANNO_AUTH_NONE,
  ANNO_AUTH_OFFERED, /* basic or digest, as the store asks */
  ANNO_AUTH_BASIC,
  ANNO_AUTH_DIGEST,
  ANNO_AUTH_BEARER
} anno_auth_scheme;

typedef struct {
  anno_auth_scheme scheme;
  const char *user, *password; /* NUL-terminated; of all schemes but bearer */
  const char *token;           /* of bearer */
  anno_str secrets[3];         /* what no message may have: the password or token, and user and password in base64 */
} anno_credentials;

/* Understands one line: "USER:PASSWORD", "basic USER:PASSWORD", "digest USER:PASSWORD" or "bearer TOKEN". NULL, or what
   is wrong. In `arena`. */
const char *anno_credentials_read(anno_arena *arena, anno_str line, anno_credentials *out);
/* The same of a file, which nobody else may read. */
const char *anno_credentials_load(anno_arena *arena, const char *path, anno_credentials *out);
/* True if `text` has a secret in it. */
bool anno_credentials_in(const anno_credentials *credentials, anno_str text);

#endif
