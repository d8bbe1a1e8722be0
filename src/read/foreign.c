#include "read/foreign.h"

#include "read/json.h"
#include "read/xml.h"

typedef struct {
  const char *mark, *format;
} row;

static const row endings[] = {
    {".bdocym", "GATE document as YAML"}, {".bdocmp", "GATE document as MessagePack"},
    {".spacy", "spaCy DocBin"},           {".ser", "serialized UIMA CAS"},
    {".bcas", "binary UIMA CAS"},         {".qdpx", "REFI-QDA project"},
    {".qdc", "REFI-QDA code book"},       {".knowtator", "Knowtator"},
};

/* Of the root element, without its prefix. */
static const row roots[] = {
    {"D-Spin", "TCF"},    {"FoLiA", "FoLiA"},      {"source_file", "ACE APF"}, {"deft_ere", "Rich ERE"},
    {"TimeML", "TimeML"}, {"corpus", "TIGER XML"}, {"Project", "REFI-QDA"},    {"annotations", "Knowtator"},
};

static const row keys[] = {
    {"discriminator", "LAPPS Interchange Format"},
    {"payload/metadata", "LAPPS Interchange Format"},
    {"text/@value", "LAPPS Interchange Format"},
};

static anno_str local_name(anno_str root) {
  size_t end = 0;
  while (end < root.len && !anno_is_white(root.ptr[end]) && root.ptr[end] != '>' && root.ptr[end] != '/') end++;
  root = anno_str_sub(root, 0, end);
  const size_t colon = anno_str_find(root, 0, ':');
  return colon < root.len ? anno_str_sub(root, colon + 1, root.len) : root;
}

anno_str anno_foreign_format(anno_str head, anno_str path) {
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (anno_str_ends(path, anno_str_from(endings[i].mark))) return anno_str_from(endings[i].format);
  const anno_str root = local_name(anno_xml_root(head));
  for (size_t i = 0; root.len && i < sizeof roots / sizeof *roots; i++)
    if (anno_str_eq(root, anno_str_from(roots[i].mark))) return anno_str_from(roots[i].format);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (anno_json_head_kind(head, keys[i].mark)) return anno_str_from(keys[i].format);
  return ANNO_STR("");
}
