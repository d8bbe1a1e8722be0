#include "push/url.h"

#include <curl/curl.h>

#include "base/buf.h"

static bool has(CURLU *url, CURLUPart part) {
  char *value = NULL;
  const bool is_there = curl_url_get(url, part, &value, 0) == CURLUE_OK;
  curl_free(value);
  return is_there;
}

static bool is_web(CURLU *url) {
  char *scheme = NULL;
  const bool got = curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK;
  const bool web = got && (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
  curl_free(scheme);
  return web;
}

const char *anno_url_fault(const char *text) {
  CURLU *url = curl_url();
  const char *fault = NULL;
  if (!url || curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME))
    fault = "is no URL";
  else if (!is_web(url))
    fault = "is neither http nor https";
  else if (has(url, CURLUPART_USER) || has(url, CURLUPART_PASSWORD))
    fault = "has credentials in it, which others can see there (use --auth)";
  else if (has(url, CURLUPART_FRAGMENT))
    fault = "has a fragment";
  curl_url_cleanup(url);
  return fault;
}

anno_str anno_url_escaped(anno_arena *arena, anno_str text) {
  static const char digits[] = "0123456789ABCDEF";
  static const char plain[] = "-._~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (memchr(plain, c, sizeof plain - 1))
      anno_buf_putc(&out, (char)c);
    else
      anno_buf_put(&out, (anno_str){(const char[]){'%', digits[c >> 4], digits[c & 15]}, 3});
  }
  return anno_buf_str(&out);
}

anno_str anno_url_with(anno_arena *arena, anno_str url, anno_str name, anno_str value) {
  const bool first = anno_str_find(url, 0, '?') == url.len;
  return ANNO_JOIN(arena, url, first ? ANNO_STR("?") : ANNO_STR("&"), name, ANNO_STR("="),
                   anno_url_escaped(arena, value));
}

anno_str anno_url_shown(anno_str url) { return anno_str_sub(url, 0, anno_str_find(url, 0, '?')); }

static bool is_in(anno_str part, anno_str text) {
  return part.len && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

static int digit(char c) {
  const int lower = c | 0x20;
  return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static anno_str unescaped(anno_arena *arena, anno_str text) {
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    const bool escape = text.ptr[i] == '%' && i + 2 < text.len;
    const int high = escape ? digit(text.ptr[i + 1]) : -1, low = escape ? digit(text.ptr[i + 2]) : -1;
    const bool whole = high >= 0 && low >= 0;
    const char as_is = text.ptr[i] == '+' ? ' ' : text.ptr[i];
    anno_buf_putc(&out, (char)(whole ? high << 4 | low : as_is));
    if (whole) i += 2;
  }
  return anno_buf_str(&out);
}

bool anno_url_query_in(anno_arena *arena, anno_str url, anno_str text) {
  enum { SHORTEST = 4 };
  anno_str query = anno_str_sub(url, anno_str_find(url, 0, '?') + 1, url.len);
  if (is_in(query, text)) return true;
  while (query.len) {
    anno_str value = anno_str_cut(&query, '&');
    if (anno_str_find(value, 0, '=') < value.len) anno_str_cut(&value, '=');
    if (value.len >= SHORTEST && (is_in(value, text) || is_in(unescaped(arena, value), text))) return true;
  }
  return false;
}
