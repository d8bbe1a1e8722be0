/* Confinement: what the process may do to files and networks, given up before the first byte of input is read, so that
   no input, and no fault of a library that reads it, can do more. By Landlock (Linux 5.13 and later), which children
   inherit; of this module alone. */
#ifndef ANNO_CLI_CONFINE_H
#define ANNO_CLI_CONFINE_H

#include "cli/command.h"

/* Leaves the process no more than the command needs: reading its inputs, what lies beside them, and rule files; writing
   in the folders of its outputs; and what anno_command.needs names. To be called before any thread is started. False if
   the kernel cannot: nothing is given up then. */
bool anno_confine(const anno_command *command, const anno_options *options);
/* For the child that lays out a graph: only libraries and fonts may be read, and nothing written. Standard descriptors
   stay as they are. */
void anno_confine_layout(void);

#endif
