/* The cells of one row of WebAnno TSV 3, layer by layer. */
#ifndef ANNO_READ_TSV_LAYERS_H
#define ANNO_READ_TSV_LAYERS_H

#include "read/tsv_items.h"

/* What the format itself is made of; relations may lead to tokens by this name. */
#define ANNO_TSV_TOKEN    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
#define ANNO_TSV_SENTENCE "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
#define ANNO_TSV_DOCUMENT "uima.tcas.DocumentAnnotation"

/* Reads `cells`, one for each column of the header, and as many behind them to work in. */
void anno_tsv_layers(anno_tsv *tsv, const anno_tsv_row *row, anno_str *cells, anno_loc at);

#endif
