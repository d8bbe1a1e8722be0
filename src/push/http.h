/* One request to a store and its answer, sent again while there is hope. Redirects are not followed, certificates are
   verified, only http and https are spoken. */
#ifndef ANNO_PUSH_HTTP_H
#define ANNO_PUSH_HTTP_H

#include "push/credentials.h"

typedef struct anno_http anno_http;

typedef struct {
  anno_credentials credentials;
  anno_str addresses[3]; /* what they have behind "?" may be a key, which no message may have */
  size_t retries;        /* how often a request is sent again */
  size_t timeout;        /* seconds in which nothing moves, or next to nothing */
  void *handle;
  void (*waits)(void *handle, anno_str why, unsigned long milliseconds); /* it is told before it waits; or NULL */
} anno_http_options;

typedef struct {
  const char *method; /* PUT, POST */
  anno_str url;
  const char *type;   /* of the body */
  const char *accept; /* NULL: whatever */
  bool packed;        /* the body is in gzip */
  bool changes;       /* it changes the store, so that it is sent once, whatever comes of it */
  anno_str body;
} anno_http_request;

typedef struct {
  bool good;     /* it was carried out: a status from 200 to 299 */
  bool later;    /* it may be carried out another time: busy, cut, silent */
  bool reached;  /* there was a connection: the store may have carried it out */
  bool hung_up;  /* the connection was there, and broke */
  bool open;     /* it is not known whether it is carried out: it may be at work, or wait for its turn */
  long status;   /* 0: no answer */
  anno_str body; /* its first 64 KiB; valid until the next request, as is the next */
  anno_str why;  /* it is not good, in words: the status, and what the store says, harmless and without secrets */
} anno_http_answer;

/* NULL without memory. `options` is copied; its strings must live as long. */
anno_http *anno_http_open(const anno_http_options *options);
/* NULL is allowed. */
void anno_http_close(anno_http *http);
/* Learns with a request that has no body how the store wants to be told who one is: if it learnt that from one with a
   large body, it might hang up in the middle, and its answer be lost. */
void anno_http_greet(anno_http *http, anno_str url);
/* Sends a request; one that changes nothing again and again if it was not answered or for later. */
anno_http_answer anno_http_send(anno_http *http, const anno_http_request *request);
/* Waits after attempt number `attempt` (from 1), which had that answer: half a second, then twice as long each time, or
   as long as the store asks for, five minutes at most. False if there shall be no other attempt. */
bool anno_http_wait(anno_http *http, size_t attempt, const anno_http_answer *answer);

#endif
