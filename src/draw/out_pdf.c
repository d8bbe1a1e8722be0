/* pdf: the dot text, laid out. */
#include "draw/output.h"

const anno_output anno_output_pdf = {
    .name = "pdf",
    .summary = "for print",
    .engine_format = "pdf",
};
