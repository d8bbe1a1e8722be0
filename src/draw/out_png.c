/* png: the dot text, laid out. */
#include "draw/output.h"

const anno_output anno_output_png = {
    .name = "png",
    .summary = "an image of pixels",
    .engine_format = "png",
};
