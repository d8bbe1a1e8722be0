#include "base/str.h"

#include <stdint.h>

bool anno_str_to_size(anno_str s, size_t *out) {
  size_t n = 0;
  if (!s.len) return false;
  for (size_t i = 0; i < s.len; i++) {
    const char c = s.ptr[i];
    if (c < '0' || c > '9') return false;
    const size_t digit = (size_t)(c - '0');
    if (n > (SIZE_MAX - digit) / 10) return false;
    n = n * 10 + digit;
  }
  *out = n;
  return true;
}
