#include "push/state.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/table.h"

/* Of a hash its hexadecimal digits are kept, as they stand in the file. */
enum { DIGITS = 2 * ANNO_HASH_BYTES };

struct anno_push_state {
  int fd, error;
  bool writes;
  anno_arena *scratch;
  anno_table at; /* graph -> index of its last hash, plus one */
  anno_str *hashes;
  size_t count, capacity;
};

static const anno_str unknown = ANNO_STR_INIT("-");

/* An endpoint may have a key among its parameters, so the file has its hash only. */
static anno_str heading(anno_arena *arena, anno_str endpoint) {
  const anno_hash hash = anno_hash_of(endpoint);
  return ANNO_JOIN(arena, ANNO_STR("annograph-push 1 "), anno_hash_text(arena, &hash), ANNO_STR("\n"));
}

static void take_line(anno_arena *arena, anno_push_state *state, anno_str line) {
  const anno_str hash = anno_str_cut(&line, ' ');
  if (!line.len || (hash.len != DIGITS && !anno_str_eq(hash, unknown))) return;
  const unsigned at = anno_table_get(&state->at, line);
  if (at && state->hashes)
    state->hashes[at - 1] = hash;
  else if (ANNO_PUSH(arena, state->hashes, state->count, state->capacity, hash))
    anno_table_add(&state->at, line, (unsigned)state->count);
}

static void put(anno_push_state *state, anno_str bytes) {
  while (bytes.len && !state->error && state->writes) {
    const ssize_t n = write(state->fd, bytes.ptr, bytes.len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      state->error = errno;
    else
      bytes = anno_str_sub(bytes, (size_t)n, bytes.len);
  }
}

/* A line that was cut off, since its run was, is none. */
static const char *take_all(const anno_ctx *ctx, anno_push_state *state, anno_str bytes, anno_str endpoint) {
  const anno_str first = heading(ctx->run, endpoint);
  if (!bytes.len) {
    put(state, first);
    return state->error ? strerror(state->error) : NULL;
  }
  if (!anno_str_starts(bytes, ANNO_STR("annograph-push 1 "))) return "is no file of a push";
  if (!anno_str_starts(bytes, first)) return "is of another endpoint";
  size_t end = bytes.len;
  while (end && bytes.ptr[end - 1] != '\n') end--;
  anno_str rest = anno_str_sub(bytes, first.len, end);
  while (rest.len) take_line(ctx->run, state, anno_str_cut(&rest, '\n'));
  if (end < bytes.len) put(state, ANNO_STR("\n"));
  return state->error ? strerror(state->error) : anno_arena_failed(ctx->run) ? strerror(ENOMEM) : NULL;
}

static const char *open_locked(const char *path, bool writes, int *fd) {
  struct flock lock = {.l_type = writes ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET};
  *fd = open(path, (writes ? O_RDWR | O_CREAT | O_APPEND : O_RDONLY) | O_CLOEXEC, 0666);
  if (*fd < 0) return strerror(errno);
  if (!fcntl(*fd, F_OFD_SETLK, &lock)) return NULL;
  return errno == EAGAIN || errno == EACCES ? "is used by another push" : strerror(errno);
}

const char *anno_push_state_open(const anno_ctx *ctx, const char *path, anno_str endpoint, bool writes,
                                 anno_push_state **out) {
  anno_push_state *state = anno_arena_take(ctx->run, sizeof *state);
  anno_arena *scratch = state ? anno_arena_new(NULL, 0) : NULL;
  anno_str bytes;
  *out = NULL;
  if (!scratch) return strerror(ENOMEM);
  *state = (anno_push_state){.fd = -1, .writes = writes, .scratch = scratch, .at = anno_table_in(ctx->run)};
  const char *fault = open_locked(path, writes, &state->fd);
  if (!fault) {
    const int error = anno_files_disk.read(anno_files_disk.handle, ctx->run, anno_str_from(path), &bytes);
    fault = error ? strerror(error) : take_all(ctx, state, bytes, endpoint);
  }
  if (fault)
    anno_push_state_close(state);
  else
    *out = state;
  return fault;
}

bool anno_push_state_has(const anno_push_state *state, anno_str graph, const anno_hash *hash) {
  const unsigned at = anno_table_get(&state->at, graph);
  if (!at) return false;
  anno_arena_reset(state->scratch);
  return anno_str_eq(state->hashes[at - 1], anno_hash_text(state->scratch, hash));
}

static void add(anno_push_state *state, anno_str hash, anno_str graph) {
  const anno_str line = ANNO_JOIN(state->scratch, hash, ANNO_STR(" "), graph, ANNO_STR("\n"));
  if (anno_arena_failed(state->scratch)) state->error = ENOMEM;
  put(state, line);
}

/* On the disk before the store may change: a crash between the two must not leave an old line that is wrong. */
void anno_push_state_sends(anno_push_state *state, anno_str graph) {
  anno_arena_reset(state->scratch);
  add(state, unknown, graph);
  if (!state->error && fdatasync(state->fd)) state->error = errno;
}

void anno_push_state_sent(anno_push_state *state, anno_str graph, const anno_hash *hash) {
  anno_arena_reset(state->scratch);
  add(state, anno_hash_text(state->scratch, hash), graph);
}

int anno_push_state_error(const anno_push_state *state) { return state->error; }

void anno_push_state_close(anno_push_state *state) {
  if (!state) return;
  if (state->fd >= 0) close(state->fd);
  anno_arena_free(state->scratch);
}
