#include "read/layout.h"

#include "base/buf.h"
#include "read/json.h"
#include "read/layout_path.h"

enum { LONGEST_PATH = 256, WHOLE_HEAD = 65536 };

bool anno_layout_named(anno_str pattern, anno_str name, anno_str *star) {
  const size_t at = anno_str_find(pattern, 0, '*');
  *star = ANNO_STR("");
  if (at == pattern.len) return anno_str_eq(pattern, name);
  const anno_str before = anno_str_sub(pattern, 0, at), behind = anno_str_sub(pattern, at + 1, pattern.len);
  if (name.len < before.len + behind.len) return false;
  *star = anno_str_sub(name, before.len, name.len - behind.len);
  return anno_str_starts(name, before) && anno_str_ends(name, behind);
}

anno_str anno_layout_file(anno_arena *arena, anno_str pattern, anno_str star) {
  const size_t at = anno_str_find(pattern, 0, '*');
  if (at == pattern.len) return pattern;
  return anno_arena_print(arena, "%.*s%.*s%.*s", (int)at, pattern.ptr, ANNO_FMT(star), (int)(pattern.len - at - 1),
                          pattern.ptr + at + 1);
}

/* A path as anno_json_head_kind() takes it: '*' at the end goes to the items of an array, and elsewhere is implied.
   False if it says more than that. */
static bool head_path(anno_str path, char *out, size_t room) {
  size_t n = 0;
  anno_str step;
  for (anno_str rest = path; anno_path_step(&rest, &step);) {
    const bool star = anno_str_eq(step, ANNO_STR("*"));
    if (n + step.len + 4 > room || anno_str_find(step, 0, '~') < step.len || (star && !n)) return false;
    if (star) {
      memcpy(out + n, "[]", 2), n += 2;
      continue;
    }
    if (n) out[n++] = '/';
    memcpy(out + n, step.ptr, step.len), n += step.len;
  }
  out[n] = '\0';
  return n != 0;
}

int anno_layout_bid(const anno_json_layout *layout, anno_str head, anno_str path) {
  anno_str star;
  char wanted[LONGEST_PATH];
  if (layout->file.len && !anno_layout_named(layout->file, anno_path_name(path), &star)) return 0;
  head = anno_utf_without_bom(head);
  size_t found = 0;
  for (size_t i = 0; i < layout->has_count; i++)
    found += head_path(layout->has[i], wanted, sizeof wanted) && anno_json_head_kind(head, wanted) > ANNO_JSON_NOTHING;
  if (!layout->has_count) return head.len && layout->file.len ? 50 : 0;
  if (found == layout->has_count) return layout->file.len ? 90 : 80;
  return found && head.len >= WHOLE_HEAD - 3 && layout->file.len ? 30 : 0;
}
