/* Output that appears whole or not at all: bytes go to a temporary file in the target's folder, which is flushed and
   renamed on success and removed on failure. The first error is kept; later puts do nothing. A name that ends in .gz or
   .zst means compressed bytes. */
#ifndef ANNO_BASE_OUT_H
#define ANNO_BASE_OUT_H

#include "base/diag.h"

typedef struct anno_out anno_out;

/* An output to `path` ("-": standard output, which is not temporary; NULL pointer: bytes are counted and dropped).
   `path` must live as long as the output. NULL after a report. */
anno_out *anno_out_open(const anno_diag_sink *diag, const char *path);
/* An output whose bytes are handed to `take`, some at a time and in order; nothing of it fails. NULL after a report. */
anno_out *anno_out_to(const anno_diag_sink *diag, void *handle, void (*take)(void *handle, anno_str bytes));
/* Hands on what the buffer holds. */
void anno_out_flush(anno_out *out);
/* Holds back what goes to standard output, which cannot be taken back, until it is closed: it waits in an unnamed file.
   Before the first put; false after a report. */
bool anno_out_hold(anno_out *out);
/* What is put are lines: where others may write too (standard output, a pipe), none of them divides one. A line of at
   most PIPE_BUF bytes goes into a pipe in one write; elsewhere each write ends at a line end. Lines longer than 64 KiB
   are divided. Before the first put. */
void anno_out_lines(anno_out *out);
void anno_out_put(anno_out *out, anno_str bytes);
/* Room for `size` bytes (at most 4096) at the end of the buffer; anno_out_used() says how many were written. */
char *anno_out_room(anno_out *out, size_t size);
void anno_out_used(anno_out *out, size_t size);
/* True if nothing failed so far. */
bool anno_out_good(const anno_out *out);
/* Bytes put so far, before compression. */
unsigned long long anno_out_bytes(const anno_out *out);
/* Finishes and frees. With `keep` the target is put in place, and a failure is reported (ANNO_BAD_OUTPUT);
   without it nothing is left behind. */
anno_status anno_out_close(anno_out *out, bool keep);

#endif
