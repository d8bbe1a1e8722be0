/* A file that appears whole or not at all. Until then it has no name, or, where the file system has no files without
   one, that of a hidden file in the target's folder, ".NAME.annograph-XXXXXX.tmp". Whoever writes such a file holds a
   lock on it: what a run that was killed left behind has none, and the next run to the same target removes it. */
#ifndef ANNO_BASE_OUT_TARGET_H
#define ANNO_BASE_OUT_TARGET_H

#include <limits.h>

typedef struct {
  char *path;                   /* links followed */
  const char *name;             /* its last part */
  int fd;                       /* to write to; -1: none */
  int folder;                   /* of the file; -1: it is written in place, or closed */
  char temporary[NAME_MAX + 1]; /* in the folder; "": none */
} anno_target;

/* Begins a new content for `path`; a special file (a device, a pipe) is opened itself, for renaming over it would
   replace it by a file. Of /dev/stdout, /dev/stderr and /dev/fd/N the descriptor is taken, whatever it leads to. A file that is there lends its mode and owner, else the mode is by the umask. 0, or an errno
   value; anno_target_drop() in both cases. */
int anno_target_open(anno_target *target, const char *path);
/* Puts what was written in place, on the disk too. 0, or an errno value: then what was there before is there still,
   unless only the folder could not reach the disk. */
int anno_target_keep(anno_target *target);
/* Lets go of all; what was not kept is gone. 0, or the errno value of closing a special file. */
int anno_target_drop(anno_target *target);

#endif
