/* The lines of a file, one after the other, whatever its size: memory is a buffer that grows with the longest line. */
#ifndef ANNO_BASE_LINE_READER_H
#define ANNO_BASE_LINE_READER_H

#include "base/archive.h"
#include "base/arena.h"
#include "base/diag.h"

/* Fields are for reading only; zeroed, it is closed. */
typedef struct {
  size_t number;     /* of the current line, from 1 */
  size_t longest;    /* bytes of the longest line so far */
  bool has_line;     /* there is a current line */
  bool ended;        /* it has a line end of its own */
  anno_code code;    /* of `why` */
  const char *why;   /* why nothing more can be read; NULL: nothing is wrong */
  const char *path;  /* as it was given; NULL for a part of a file */
  anno_arena *arena; /* owns the buffer */
  char *buffer;
  size_t room, next, end;     /* bytes of the buffer; those not yet read as a line */
  size_t line, length;        /* the current line in the buffer */
  size_t before, before_size; /* the one before it */
  int fd;
  bool owns_fd, drained;
  long long at, to; /* the part of the file; `at` is negative for what is read from where it stands */
  anno_archive *archive;
} anno_line_reader;

/* Opens `path` ("-": standard input), which must live as long as the reader; one that ends in .gz or .zst is unpacked.
   The buffer has `room` bytes at first, from where those of `model` come. False: see `why`; closing is allowed. */
bool anno_line_reader_open(anno_line_reader *reader, const anno_arena *model, const char *path, size_t room);
/* Opens the bytes from `at` to `to` of a file that is open, and stays so. */
bool anno_line_reader_part(anno_line_reader *reader, const anno_arena *model, int fd, const long long part[2],
                           size_t room);
/* Goes to the next line; false at the end and where nothing more can be read. */
bool anno_line_reader_next(anno_line_reader *reader);
/* The current line and the one before it, without line ends; valid until the next call. */
static inline anno_str anno_line_current(const anno_line_reader *reader) {
  return (anno_str){reader->buffer + reader->line, reader->length};
}
static inline anno_str anno_line_before(const anno_line_reader *reader) {
  return (anno_str){reader->buffer + reader->before, reader->before_size};
}
/* Frees and closes everything. */
void anno_line_reader_close(anno_line_reader *reader);
/* True if a file of this name is unpacked. */
bool anno_line_reader_unpacks(const char *path);
/* Says what is wrong. */
anno_status anno_line_reader_report(const anno_line_reader *reader, const anno_diag_sink *diag);

#endif
