/* svg: the dot text, laid out. */
#include "draw/output.h"

const anno_output anno_output_svg = {
    .name = "svg",
    .summary = "for web pages: text, tooltips, links",
    .engine_format = "svg",
};
