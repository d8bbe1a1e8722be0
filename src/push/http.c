#include "push/http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf.h"
#include "push/url.h"
#include "push/words.h"

enum {
  KEPT = 64 * 1024,           /* bytes of an answer */
  LONGEST = 8 * 1024 * 1024,  /* that are read of it */
  SLOWEST = 100,              /* bytes a second: less is silence */
  CONNECTING = 30,            /* seconds at most */
  FIRST_WAIT = 500,           /* milliseconds */
  LONGEST_WAIT = 60 * 1000,   /* of our own accord */
  LONGEST_ASKED = 300 * 1000, /* because the store asks for it */
};

struct anno_http {
  CURL *curl;
  anno_http_options options;
  anno_arena *arena; /* of the answer */
  size_t kept, got;
  char body[KEPT];
};

static size_t on_body(char *bytes, size_t size, size_t count, void *handle) {
  anno_http *http = handle;
  const size_t n = size * count, room = KEPT - http->kept;
  memcpy(http->body + http->kept, bytes, n < room ? n : room);
  http->kept += n < room ? n : room;
  http->got += n;
  return http->got > LONGEST ? 0 : n;
}

static void set_credentials(CURL *curl, const anno_credentials *given) {
  static const unsigned long schemes[] = {[ANNO_AUTH_OFFERED] = CURLAUTH_BASIC | CURLAUTH_DIGEST,
                                          [ANNO_AUTH_BASIC] = CURLAUTH_BASIC,
                                          [ANNO_AUTH_DIGEST] = CURLAUTH_DIGEST,
                                          [ANNO_AUTH_BEARER] = CURLAUTH_BEARER};
  if (given->scheme == ANNO_AUTH_NONE) return;
  curl_easy_setopt(curl, CURLOPT_HTTPAUTH, schemes[given->scheme]);
  if (given->token) curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, given->token);
  if (given->user) curl_easy_setopt(curl, CURLOPT_USERNAME, given->user);
  if (given->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, given->password);
}

static void set_all(anno_http *http) {
  CURL *curl = http->curl;
  const long silence = (long)http->options.timeout;
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_MAXCONNECTS, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "annograph/" ANNO_VERSION);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, silence < CONNECTING ? silence : (long)CONNECTING);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, silence);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, http);
  set_credentials(curl, &http->options.credentials);
}

anno_http *anno_http_open(const anno_http_options *options) {
  anno_http *http = calloc(1, sizeof *http);
  if (!http) return NULL;
  http->options = *options;
  http->arena = anno_arena_new(NULL, 0);
  if (http->arena && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) http->curl = curl_easy_init();
  if (http->curl) {
    set_all(http);
    return http;
  }
  anno_http_close(http);
  return NULL;
}

void anno_http_close(anno_http *http) {
  if (!http) return;
  if (http->curl) {
    curl_easy_cleanup(http->curl);
    curl_global_cleanup();
  }
  anno_arena_free(http->arena);
  free(http);
}

/* ---- One time */

/* Adds a field to `list`; what was there is let go of if there is no memory. */
static bool add(struct curl_slist **list, const char *line) {
  struct curl_slist *more = curl_slist_append(*list, line);
  if (more) *list = more;
  return more != NULL;
}

static struct curl_slist *fields(anno_http *http, const anno_http_request *request) {
  struct curl_slist *list = NULL;
  bool good = add(&list, anno_arena_print(http->arena, "Content-Type: %s", request->type).ptr);
  good = good && add(&list, anno_arena_print(http->arena, "Accept: %s", request->accept ? request->accept : "*/*").ptr);
  if (request->packed) good = good && add(&list, "Content-Encoding: gzip");
  if (good) return list;
  curl_slist_free_all(list);
  return NULL;
}

static CURLcode perform(anno_http *http, const anno_http_request *request) {
  CURL *curl = http->curl;
  http->kept = http->got = 0;
  anno_arena_reset(http->arena);
  struct curl_slist *list = fields(http, request);
  const anno_str url = anno_arena_copy(http->arena, request->url);
  if (!list || anno_arena_failed(http->arena)) return curl_slist_free_all(list), CURLE_OUT_OF_MEMORY;
  curl_easy_setopt(curl, CURLOPT_URL, url.ptr);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.ptr ? request->body.ptr : "");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
  /* The library itself sends again what it lost on a connection that was there before. */
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, request->changes ? 1L : 0L);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(list);
  return code;
}

void anno_http_greet(anno_http *http, anno_str url) {
  const anno_auth_scheme scheme = http->options.credentials.scheme;
  CURL *curl = http->curl;
  long offered = 0;
  if (scheme != ANNO_AUTH_OFFERED && scheme != ANNO_AUTH_DIGEST) return;
  http->kept = http->got = 0;
  anno_arena_reset(http->arena);
  url = anno_arena_copy(http->arena, url);
  if (anno_arena_failed(http->arena)) return;
  curl_easy_setopt(curl, CURLOPT_URL, url.ptr);
  curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  if (curl_easy_perform(curl) == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_HTTPAUTH_AVAIL, &offered);
  curl_easy_setopt(curl, CURLOPT_NOBODY, 0L);
  if (scheme == ANNO_AUTH_OFFERED && offered & (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST))
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, offered & (long)CURLAUTH_DIGEST ? CURLAUTH_DIGEST : CURLAUTH_BASIC);
}

/* ---- What became of it */

static bool is_cut(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return true;
    default: return false;
  }
}

static bool is_hung_up(CURLcode code) {
  return code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
}

static bool is_reached(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION: return false;
    default: return true;
  }
}

static bool is_for_later(long status) {
  return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
}

/* What stands before a store, or a store that waits in vain, speaks of itself, not of what it passed on. */
static bool is_open(long status) { return status == 408 || status == 502 || status == 504; }

/* What a body says, if it may be shown. */
static anno_str excerpt_of(const anno_http *http, anno_str body) {
  if (anno_credentials_in(&http->options.credentials, body))
    return ANNO_STR("the answer repeats the credentials, so it is not shown");
  for (size_t i = 0; i < sizeof http->options.addresses / sizeof *http->options.addresses; i++)
    if (anno_url_query_in(http->arena, http->options.addresses[i], body))
      return ANNO_STR("the answer repeats what an address has behind \"?\", so it is not shown");
  return anno_words_excerpt(http->arena, body);
}

static anno_str words_for(const anno_http *http, long status) {
  const anno_str excerpt = excerpt_of(http, (anno_str){http->body, http->kept});
  const anno_str first = anno_arena_print(http->arena, "status %u%s%s", (unsigned)status,
                                          *anno_words_for(status) ? ", " : "", anno_words_for(status));
  return excerpt.len ? ANNO_JOIN(http->arena, first, ANNO_STR(": "), excerpt) : first;
}

static anno_http_answer answer_of(anno_http *http, CURLcode code) {
  anno_http_answer answer = {.body = {http->body, http->kept}, .reached = is_reached(code)};
  if (code == CURLE_OK) {
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.good = answer.status >= 200 && answer.status < 300;
    answer.later = is_for_later(answer.status);
    answer.open = is_open(answer.status);
    if (!answer.good) answer.why = words_for(http, answer.status);
  } else {
    answer.later = is_cut(code);
    answer.open = answer.reached;
    answer.hung_up = is_hung_up(code);
    answer.why =
        code == CURLE_WRITE_ERROR ? ANNO_STR("the answer is too long") : anno_str_from(curl_easy_strerror(code));
  }
  return answer;
}

bool anno_http_wait(anno_http *http, size_t attempt, const anno_http_answer *answer) {
  if (!answer->later || attempt > http->options.retries) return false;
  unsigned long wait = FIRST_WAIT;
  for (size_t i = 1; i < attempt && wait < LONGEST_WAIT; i++) wait *= 2;
  if (wait > LONGEST_WAIT) wait = LONGEST_WAIT;
  curl_off_t asked = 0;
  if (answer->status) curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &asked);
  if (asked > LONGEST_ASKED / 1000) asked = LONGEST_ASKED / 1000;
  if (asked > 0 && (unsigned long)asked * 1000 > wait) wait = (unsigned long)asked * 1000;
  if (http->options.waits) http->options.waits(http->options.handle, answer->why, wait);
  struct timespec left = {(time_t)(wait / 1000), (long)(wait % 1000) * 1000000};
  while (nanosleep(&left, &left)) continue;
  return true;
}

anno_http_answer anno_http_send(anno_http *http, const anno_http_request *request) {
  for (size_t attempt = 1;; attempt++) {
    const anno_http_answer answer = answer_of(http, perform(http, request));
    if (request->changes || !anno_http_wait(http, attempt, &answer)) return answer;
  }
}
