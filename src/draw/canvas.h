/* Graphviz, in a process of its own: it may hang, crash, call exit() or eat memory, and keeps state in globals. */
#ifndef ANNO_DRAW_CANVAS_H
#define ANNO_DRAW_CANVAS_H

/* How the process ends. Graphviz itself may end it in any other way. */
enum { ANNO_CANVAS_OK, ANNO_CANVAS_FAILED, ANNO_CANVAS_USAGE, ANNO_CANVAS_MEMORY };

/* The hidden mode of the program, "PROGRAM --layout ENGINE FORMAT MEMORY", with the arguments of main(): reads one
   graph in DOT from standard input to its end, lays it out and writes the picture to standard output. ENGINE is dot or
   sfdp, FORMAT svg, png or pdf, MEMORY the bytes of address space the process may have (0: no limit). Findings go to
   standard error, a line each. Opens no file that the graph names; the graph cannot choose another engine. The same
   graph gives the same bytes. ANNO_CANVAS_FAILED also if the picture would lack a label that cannot be parsed.
   Ends the process itself, which is not fit for anything else then. */
int anno_canvas_main(int argc, char **argv);

#endif
