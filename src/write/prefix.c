#include "write/prefix.h"

#include "base/utf.h"

static bool letter(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool digit(uint32_t c) { return c >= '0' && c <= '9'; }

bool anno_prefix_name_ok(anno_str name) {
  if (anno_str_starts(name, ANNO_STR("true")) || anno_str_starts(name, ANNO_STR("false"))) return false;
  for (size_t i = 0; i < name.len; i++) {
    const unsigned char c = (unsigned char)name.ptr[i];
    if (!letter(c) && (i == 0 || !(digit(c) || c == '-' || c == '_'))) return false;
  }
  return true;
}

/* The characters behind ASCII that may begin a local name: Turtle's PN_CHARS_BASE without U+FFF0 to U+FFFD, which
   are in no IRI, and without the planes 4 to 16, where no letters are. */
static const struct {
  uint32_t first, last;
} letters[] = {{0xC0, 0xD6},     {0xD8, 0xF6},       {0xF8, 0x2FF},      {0x370, 0x37D},    {0x37F, 0x1FFF},
               {0x200C, 0x200D}, {0x2070, 0x218F},   {0x2C00, 0x2FEF},   {0x3001, 0xD7FF},  {0xF900, 0xFDCF},
               {0xFDF0, 0xFFEF}, {0x10000, 0x1FFFD}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD}};

static bool foreign_letter(uint32_t c) {
  for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
    if (c >= letters[i].first && c <= letters[i].last) return true;
  return false;
}

/* Turtle's PN_CHARS behind ASCII. */
static bool foreign_inner(uint32_t c) {
  return c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040 || foreign_letter(c);
}

/* Of ASCII: 2 may begin a local name, 1 may stand within. */
static const unsigned char inner[256] = {
    ['-'] = 1, ['.'] = 1, [':'] = 1, ['_'] = 2, ['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2, ['5'] = 2,
    ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2, ['A'] = 2, ['B'] = 2, ['C'] = 2, ['D'] = 2, ['E'] = 2, ['F'] = 2,
    ['G'] = 2, ['H'] = 2, ['I'] = 2, ['J'] = 2, ['K'] = 2, ['L'] = 2, ['M'] = 2, ['N'] = 2, ['O'] = 2, ['P'] = 2,
    ['Q'] = 2, ['R'] = 2, ['S'] = 2, ['T'] = 2, ['U'] = 2, ['V'] = 2, ['W'] = 2, ['X'] = 2, ['Y'] = 2, ['Z'] = 2,
    ['a'] = 2, ['b'] = 2, ['c'] = 2, ['d'] = 2, ['e'] = 2, ['f'] = 2, ['g'] = 2, ['h'] = 2, ['i'] = 2, ['j'] = 2,
    ['k'] = 2, ['l'] = 2, ['m'] = 2, ['n'] = 2, ['o'] = 2, ['p'] = 2, ['q'] = 2, ['r'] = 2, ['s'] = 2, ['t'] = 2,
    ['u'] = 2, ['v'] = 2, ['w'] = 2, ['x'] = 2, ['y'] = 2, ['z'] = 2};

/* Narrower than Turtle's PN_LOCAL: no escapes, and of '-', '.' and ':' none at the beginning, the last two not at the
   end either. raptor2 2.0.15, serd 0.30, N3.js 2 and Oxigraph 0.5 read all of these back as they were. */
static bool local_ok(anno_str local) {
  if (!local.len) return true;
  const char last = local.ptr[local.len - 1];
  if (last == '.' || last == ':') return false;
  for (size_t i = 0; i < local.len;) {
    const bool first = i == 0;
    const unsigned char c = (unsigned char)local.ptr[i];
    if (inner[c] > first) {
      i++;
      continue;
    }
    if (c < 0x80) return false;
    const uint32_t code = anno_utf_next(local, &i);
    if (first ? !foreign_letter(code) : !foreign_inner(code)) return false;
  }
  return true;
}

/* The number of prefixes whose IRI is not greater than `iri`. */
static size_t upper_bound(const anno_prefixes *prefixes, anno_str iri) {
  size_t low = 0, high = prefixes->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (anno_str_cmp(prefixes->items[middle].iri, iri) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Strings between a prefix and what it begins all begin with it; so the chain of parents of the predecessor holds
   every prefix of `iri`, the longest first. */
static size_t longest(const anno_prefixes *prefixes, size_t from, anno_str iri) {
  while (from && !anno_str_starts(iri, prefixes->items[from - 1].iri)) from = prefixes->items[from - 1].parent;
  return from;
}

static void remove_name(anno_prefixes *prefixes, anno_str name) {
  size_t kept = 0;
  for (size_t i = 0; i < prefixes->count; i++)
    if (!anno_str_eq(prefixes->items[i].name, name)) prefixes->items[kept++] = prefixes->items[i];
  prefixes->count = kept;
}

bool anno_prefixes_add(anno_prefixes *prefixes, anno_str name, anno_str iri) {
  remove_name(prefixes, name);
  const anno_prefix added = {anno_arena_copy(prefixes->arena, name), anno_arena_copy(prefixes->arena, iri), 0, false};
  if (!ANNO_PUSH(prefixes->arena, prefixes->items, prefixes->count, prefixes->capacity, added)) return false;
  size_t at = prefixes->count - 1;
  /* Behind greater IRIs, and before its equals: the last of those is what a search finds. */
  for (; at && anno_str_cmp(prefixes->items[at - 1].iri, iri) >= 0; at--) prefixes->items[at] = prefixes->items[at - 1];
  prefixes->items[at] = added;
  for (size_t i = 0; i < prefixes->count; i++) {
    prefixes->items[i].parent = longest(prefixes, i, prefixes->items[i].iri);
    prefixes->items[i].leaf = true;
  }
  for (size_t i = 0; i < prefixes->count; i++)
    if (prefixes->items[i].parent) prefixes->items[prefixes->items[i].parent - 1].leaf = false;
  memset(prefixes->recent, 0, sizeof prefixes->recent);
  return !anno_arena_failed(prefixes->arena);
}

bool anno_prefixes_have(const anno_prefixes *prefixes, anno_str name, anno_str iri) {
  for (size_t i = 0; i < prefixes->count; i++)
    if (anno_str_eq(prefixes->items[i].name, name) || anno_str_eq(prefixes->items[i].iri, iri)) return true;
  return false;
}

/* A document's IRIs begin with few prefixes, most of which no other begins with. */
static size_t find_recent(anno_prefixes *prefixes, anno_str iri) {
  for (size_t i = 0; i < ANNO_PREFIXES_RECENT; i++) {
    const size_t found = prefixes->recent[i];
    if (!found || !anno_str_starts(iri, prefixes->items[found - 1].iri)) continue;
    if (i) prefixes->recent[i] = prefixes->recent[i - 1];
    if (i) prefixes->recent[i - 1] = found;
    return found;
  }
  return 0;
}

static size_t find_any(anno_prefixes *prefixes, anno_str iri) {
  const size_t found = longest(prefixes, upper_bound(prefixes, iri), iri);
  if (found && prefixes->items[found - 1].leaf) prefixes->recent[ANNO_PREFIXES_RECENT - 1] = found;
  return found;
}

bool anno_prefixes_shorten(anno_prefixes *prefixes, anno_str iri, anno_str *name, anno_str *local) {
  size_t found = find_recent(prefixes, iri);
  if (!found) found = find_any(prefixes, iri);
  if (!found) return false;
  *name = prefixes->items[found - 1].name;
  *local = anno_str_sub(iri, prefixes->items[found - 1].iri.len, iri.len);
  return local_ok(*local);
}
