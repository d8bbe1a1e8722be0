/* Makes each allocation of a document's reading fail in turn: every run must end in ANNO_NO_MEMORY, say so once, hand
   no document on and leak nothing. The files are served from memory, so that nothing else can fail. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/reader.h"
#include "small_layout.h"
#include "../failing.h"

static const struct {
  const char *path, *bytes;
} disk[] = {
    {"c/x.txt", "Müller denied it. Ms Orlova said so.\n"},
    {"c/annotation.conf", "[entities]\n!Agent\n\tPerson\n\tState\n"
                          "[relations]\n<PS>=Person|State\nof Arg1:<PS>, Arg2:<PS>\n"
                          "Alias Arg1:<PS>, Arg2:<PS>, <REL-TYPE>:symmetric-transitive\n[events]\n"
                          "Report Source:<PS>, Content*:<EVENT>\nDenial Source:<PS>\n"
                          "[attributes]\nNegation Arg:<EVENT>\n"},
    {"c/x.alice.a1", "T1\tState 0 6\tMüller\nT2\tDenial 7 13\tdenied\n"
                     "T3\tPerson 18 27\tMs Orlova\nT4\tReport 28 32\tsaid\n"
                     "T5\tPhrase 33 35;14 16\titso\nT6\tPhrase 0 13\tMüller\ndenied\n"},
    {"c/x.alice.a2", "E1\tDenial:T2 Source:T1 Source2:T3 Source3:T5\nE2\tReport:T4 Source:T3 Content:E1 Content2:E3\n"
                     "E3\tReport:T4 Content:E2\nR1\tof Arg1:T3 Arg2:T1\n*\tEquiv T1 T3 T5\nA1\tConfidence E1 High\n"
                     "M1\tNegation E2\nN1\tReference T1 Wikidata:Q649\tMüller\n#1\tAnnotatorNotes E2\tnested\n"
                     "T7\tState 0 6\tMöller\nT8\tState 0 6\tMüller\n"},
    {"d/TypeSystem.xml",
     "<typeSystemDescription><types><typeDescription><name>my.Says</name><supertypeName>uima.tcas.Annotation"
     "</supertypeName><features><featureDescription><name>links</name><rangeTypeName>uima.cas.FSArray"
     "</rangeTypeName><elementType>my.Link</elementType></featureDescription></features>"
     "</typeDescription><typeDescription><name>my.Link</name><supertypeName>uima.cas.TOP</supertypeName>"
     "<features><featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName>"
     "</featureDescription><featureDescription><name>target</name><rangeTypeName>uima.tcas.Annotation"
     "</rangeTypeName></featureDescription></features></typeDescription></types>"
     "</typeSystemDescription>"},
    {"d/x.xmi", "<x:XMI xmlns:x='http://www.omg.org/XMI' xmlns:c='http:///uima/cas.ecore' xmlns:m='http:///my.ecore'>"
                "<c:Sofa x:id='1' sofaID='_InitialView' sofaString='M&#252;ller said it&amp;that'/>"
                "<m:Says x:id='2' sofa='1' begin='7' end='11' links='4 5 9'><note>a</note><note>b</note></m:Says>"
                "<m:Says x:id='3' sofa='1' begin='0' end='6' iri='http://example.org/x'/>"
                "<m:Link x:id='4' role='Who' target='3'/><m:Link x:id='5' target='6'/>"
                "<m:Rel x:id='6' sofa='1' begin='0' end='6' Governor='2' Dependent='3'/>"
                "<m:Chain x:id='7' sofa='1' first='8'/><m:ChainLink x:id='8' sofa='1' begin='0' end='1'/>"
                "<m:Part x:id='9' code='x'/><c:View sofa='1' members='2 3 6 7 8'/></x:XMI>"},
    {"e/x.json", "{\"%TYPES\":{\"my.A\":{\"%SUPER_TYPE\":\"my.B\"},\"my.B\":{\"%SUPER_TYPE\":\"uima.tcas.Annotation\","
                 "\"x\":{\"%RANGE\":\"my.A[]\"}}},\"%FEATURE_STRUCTURES\":["
                 "{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaString\":\"M\\u00fcller\"},"
                 "{\"%ID\":2,\"%TYPE\":\"my.A\",\"@sofa\":1,\"begin\":0,\"end\":6,\"yes\":true,\"@x\":3},"
                 "{\"%ID\":3,\"%TYPE\":\"my.A[]\",\"%ELEMENTS\":[2,4]},"
                 "{\"%ID\":4,\"%TYPE\":\"my.B\",\"@sofa\":1,\"begin\":0,\"end\":1}],"
                 "\"%VIEWS\":{\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[2,4]}}}"},
    {"f/x.tsv", "#FORMAT=WebAnno TSV 3.3\n#T_SP=my.Span|value\n#T_SP=my.Host|iri|ROLE_my.Host:links_my.Link|my.Span\n"
                "#T_RL=my.Rel|kind|BT_my.Span\n#T_CH=my.CoLink|relation|type\n#Summary=short\n\n"
                "#Sentence.id=s1\n#Text=M\303\274ller said\\tit\n"
                "1-1\t0-6\tM\303\274ller\ta[1]|b[2]\t_\t_\t_\t_\t_\tsame->1-1\tx[1]\t\n"
                "1-2\t7-11\tsaid\ta[1]\thttp://example.org/x\tWho;*\t1-1[1];1-3\tk\t1-1[2_1]\tsame->1-2\tx[1]\t\n"
                "1-3\t12-14\tit\t*\t_\t_\t_\t_\t_\t_\t_\t\n"},
    {"g/x.conllu", "# newdoc id = a\n# global.Entity = GRP-etype-identity\n# sent_id = s\n# text = Ann's man left\n"
                   "1-2\tAnn's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tAnn\tAnn\tPROPN\t_\t_\t3\tposs\t_\tEntity=(1-person(2-"
                   "person-Ann_%28x%29)\n"
                   "2\t's\t_\t_\t_\t_\t1\tcase\t_\t_\n3\tman\t_\t_\t_\t_\t4\tnsubj\t_\tEntity=1)|SpaceAfter=No\n"
                   "4\tleft\t_\t_\t_\t_\t0\troot\t_\tEntity=(1)(3-event)|Bridge=4<3|SplitAnte=1<3,2<3\n"
                   "4.1\tx\t_\t_\t_\t_\t_\t_\t_\tEntity=(4)|Note=y\n\n"},
    {"h/x.conll",
     "#\tcomment\n1\tU.N.\tNNP\tI-ORG\tO\n2\tman\tNN\tO\tB-X\n3\tEd\tNNP\tB-PER\tI-X\n\n1\tRome\tNNP\tS-LOC\tO\n"},
    {"i/x.conll", "#begin document (a); part 000\na 0 0 Ann NN * - - - Ann (PERSON) (A0*) * (1)\n"
                  "a 0 1 said VB * say 01 - Ann * (V*) * -\na 0 2 Bob NN * - - - Ann (PERSON* (A1* (A0*) (2|(1)\n"
                  "a 0 3 left VB * leave leave.02 - Ann *) *) (V*) 2)\n#end document\n"},
    {"j/x.xml",
     "<GateDocument><GateDocumentFeatures><Feature><Name>MatchesAnnots</Name><Value className='gate.ObjectWrapper'>"
     "<![CDATA[<?xml version='1.1'?><o><value class='map'><entry><string>K</string><list><list><int>1</int><int>2</int>"
     "</list></list></entry></value></o>]]></Value></Feature></GateDocumentFeatures><TextWithNodes><Node id='0'/>"
     "M&#252;ller<Node id='6'/> said<Node id='10'/></TextWithNodes><AnnotationSet><Annotation Id='1' Type='A' "
     "StartNode='0' EndNode='6'><Feature><Name>n<x/>m</Name><Value "
     "className='java.util.ArrayList'>a;b</Value></Feature>"
     "<Feature><Name>o</Name><Value className='gate.ObjectWrapper'>&lt;o>&lt;v class='list'>&lt;list>&lt;int>1&lt;/int>"
     "&lt;/list>&lt;list reference='../list'/>&lt;a>&lt;b/>&lt;/a>&lt;/v>&lt;/o></Value></Feature></Annotation>"
     "</AnnotationSet><AnnotationSet Name='K'><Annotation Id='1' Type='A' StartNode='0' EndNode='6'/><Annotation "
     "Id='2' "
     "Type='A' StartNode='6' EndNode='10'/></AnnotationSet><RelationSet Name='K'><Relation Id='3' Type='r' "
     "Members='1;2'/>"
     "</RelationSet></GateDocument>"},
    {"k/x.bdocjs",
     "{\"name\":\"x\",\"text\":\"M\\u00fcller said\",\"offset_type\":\"j\",\"relations\":[],\"features\":{\"a\":"
     "{\"b\":[1,true]}},\"annotation_sets\":{\"\":{\"annotations\":[{\"id\":1,\"type\":\"A\",\"start\":0,\"end\":6,"
     "\"features\":{\"matches\":[1,2,3],\"inst\":\"http://example.org/x\"}},{\"id\":2,\"type\":\"A\",\"start\":7,"
     "\"end\":11}]},\"K\":{\"annotations\":[{\"type\":\"A\",\"start\":0,\"end\":6}]}}}"},
    {"bx/x.xml",
     "<collection><source>s</source><document><id>1</id><infon key='a'>b</infon><passage><offset>0</offset>"
     "<text>M\303\274ller &amp; Ann</text><annotation id='1'><infon key='type'>P</infon><infon "
     "key='identifier'>DB:X1</infon><location offset='8' length='1'/><location offset='10' length='3'/>"
     "<text>&amp; Ann</text></annotation></passage><passage><offset>20</offset><sentence><offset>20</offset>"
     "<text>Bob</text><annotation id='1'><infon key='ref'>X2</infon><location offset='20' length='3'/>"
     "<text>Bob</text></annotation><relation><node refid='1' role='r'/></relation></sentence></passage>"
     "<relation id='R'><infon key='a'>X2</infon><infon key='b'>c</infon></relation></document></collection>"},
    {"bj/x.json",
     "{\"source\":\"s\",\"documents\":[{\"id\":\"1\",\"infons\":{\"a\":[1,true]},\"passages\":[{\"offset\":0,"
     "\"text\":\"M\\u00fcller\",\"annotations\":[{\"id\":\"1\",\"infons\":{\"x\":{}},\"text\":\"M\",\"locations\":["
     "{\"offset\":0,\"length\":1}]}],\"relations\":[{\"id\":\"2\",\"nodes\":[{\"refid\":\"1\",\"role\":\"r\"}]}]}]}]}"
     "\n"},
    {"pt/x.txt",
     "1|t|M\303\274ller\n1|a|ran\n1\t0\t6\tM\303\274ller\tP\tX:1\tmore\n1\t7\t10\tran\tV\t2|3\n1\tr\tX:1\t2\tmore\n"
     "1\todd\n"},
    {"pa/x.json",
     "{\"text\":\"M\\u00fcller\",\"sourcedb\":\"x\",\"namespaces\":[{\"prefix\":\"p\",\"uri\":\"http://example.org/"
     "\"}],"
     "\"denotations\":[{\"span\":{\"begin\":0,\"end\":1},\"obj\":\"p:1\"}],\"tracks\":[{\"project\":\"t\","
     "\"denotations\":[{\"id\":\"T1\",\"span\":[{\"begin\":0,\"end\":1}],\"obj\":\"Q\"}],\"relations\":[{\"pred\":"
     "\"r\",\"subj\":\"T1\",\"obj\":\"T1\"}],\"attributes\":[{\"pred\":\"a\",\"subj\":\"T1\",\"obj\":1}],"
     "\"modifications\":[{\"pred\":\"m\",\"obj\":\"T1\"}],\"odd\":{\"a\":1}}]}"},
    {"n/x.naf",
     "<NAF version='3'><nafHeader><public uri='http://example.org/1'/><linguisticProcessors layer='raw'><lp name='t'/>"
     "</linguisticProcessors></nafHeader><raw>M\303\274ller said \360\237\230\200 it</raw><text>"
     "<wf id='w1' offset='0' length='6'>Mueller</wf><wf id='w2' offset='7' length='4'>said</wf>"
     "<wf id='w3' offset='14' length='2'>it</wf></text><terms><term id='t1' lemma='m'><span><target id='w1'/></span>"
     "</term></terms><entities><entity id='e1' type='PER'><span><target id='t1'/></span><span><target id='w3' "
     "head='y'/>"
     "<target id='w1'/></span><externalReferences><externalRef resource='r' reference='a' "
     "confidence='.1'/><externalRef "
     "resource='r' reference='b' confidence='1'><externalRef "
     "reference='c'/></externalRef></externalReferences></entity>"
     "</entities><srl><predicate id='p1'><span><target id='w2'/></span><role semRole='A0'><span><target "
     "id='w1'/></span>"
     "</role></predicate></srl><attribution><statement id='s1'><statement_source><span><target id='w1'/></span>"
     "</statement_source></statement></attribution><timeExpressions><timex3 id='x1' type='DATE' value='2020'/>"
     "</timeExpressions><temporalRelations><tlink id='l1' from='p1' to='x1'/><predicateAnchor anchorTime='x1'><span>"
     "<target id='w3'/></span></predicateAnchor></temporalRelations><factualities><factuality id='f1'><span><target "
     "id='w2'/></span><factVal resource='fb' value='CT+' confidence='1'/></factuality></factualities><constituency>"
     "<tree><nt id='n1'/><t id='n2'><span><target id='w1'/></span></t><edge from='n2' to='n1'/></tree></constituency>"
     "<topics><topic confidence='1'>war</topic></topics></NAF>"},
    {"o/x.kaf",
     "<KAF><text><wf wid='w1' sent='1' offset='1'>Ann<subtoken id='s'>x</subtoken></wf><wf wid='w2' sent='2' "
     "offset='9'><subtoken id='s1'>le</subtoken>ft</wf></text></KAF>"},
    {"j/x.json",
     "[{\"id\":1,\"data\":{\"t\":\"M\u00fcller \\u0061nd "
     "<b>Ann</b>\",\"d\":[{\"author\":\"A:\",\"text\":\"Yes\"},{\"author\":"
     "\"A\",\"text\":\"No\"}],\"year\":[2020,true],\"o\":{\"p\":\"q\"}},\"predictions\":[{\"result\":[{}]}],"
     "\"annotations\":"
     "[{\"completed_by\":{\"email\":\"a@b\"},\"ground_truth\":true,\"result\":[{\"id\":\"a\",\"type\":"
     "\"hypertextlabels\","
     "\"from_name\":\"l\",\"to_name\":\"t\",\"meta\":{\"text\":[\"n\"],\"x\":1},\"value\":{\"start\":\"/b\",\"end\":\"/"
     "b\","
     "\"globalOffsets\":{\"start\":11,\"end\":14},\"text\":\"Ann\",\"hypertextlabels\":[\"X\",\"Y\"]}},{\"id\":\"b\","
     "\"type\":\"paragraphlabels\",\"from_name\":\"l\",\"to_name\":\"d\",\"value\":{\"start\":\"0\",\"end\":\"1\","
     "\"startOffset\":"
     "1,\"endOffset\":2,\"paragraphlabels\":[\"X\"]}},{\"id\":\"c\",\"type\":\"taxonomy\",\"from_name\":\"tax\","
     "\"value\":{"
     "\"taxonomy\":[[\"p\",\"q\"]]}},{\"id\":\"p\",\"type\":\"rectanglelabels\",\"value\":{\"x\":1,\"rectanglelabels\":"
     "[\"X\"]}},"
     "{\"type\":\"relation\",\"from_id\":\"a\",\"to_id\":\"b\",\"direction\":\"bi\"}]}]}]"},
    {"k/x.jsonl", "\n{\"id\":4,\"text\":\"M\u00fcller "
                  "left\",\"label\":[[0,6,\"X\"],\"Y\"],\"entities\":[{\"id\":7,\"label\":\"Z\",\"start_offset\":"
                  "0,\"end_offset\":6,\"iri\":\"wd:Q1\"}],\"relations\":[{\"id\":1,\"from_id\":7,\"to_id\":7,\"type\":"
                  "\"r\"}],\"Comments\":[\"c\"],"
                  "\"a\":{\"b\":[1,2]}}\n"},
    {"l/x.jsonl",
     "{\"text\":\"Ann \\u0061nd "
     "Bob\",\"tokens\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":7}],\"spans\":[{\"start\":0,\"end\":3,"
     "\"token_end\":0,\"label\":\"X\",\"text\":\"Anna\",\"f\":\"g\"}],\"relations\":[{\"head\":0,\"child\":1,\"label\":"
     "\"r\"},{\"head\":9}],"
     "\"options\":[{\"id\":\"Q1\",\"text\":\"t\"}],\"accept\":[\"Q1\"],\"meta\":{\"id\":\"m\"},\"_session_id\":\"s\"}"
     "\n"},
    {"spacy/x.json",
     "{\"text\": \"M\\u00fcller said it\", \"ents\": [{\"start\": 0, \"end\": 6, \"label\": \"PER\", \"kb_id\": "
     "\"Q1\"}],"
     "\"cats\": {\"a\": 0.5}, \"tokens\": [{\"id\": 0, \"start\": 0, \"end\": 6, \"head\": 1, \"dep\": \"nsubj\"},"
     "{\"id\": 1, \"start\": 7, \"end\": 11, \"head\": 1, \"dep\": \"ROOT\"}], \"spans\": {\"sc\": [{\"start\": 0,"
     "\"end\": 11, \"label\": \"X\"}]}, \"underscore_token\": {\"u\": [{\"start\": 0, \"value\": true}]}}"},
    {"spacy/y.json",
     "[{\"paragraphs\": [{\"raw\": \"M\\u00fcller  left\", \"sentences\": [{\"tokens\": [{\"orth\": \"M\\u00fcller\", "
     "\"ner\":"
     "\"U-PER\", \"head\": 1, \"dep\": \"x\"}, {\"orth\": \"left\", \"ner\": \"O\"}], \"brackets\": [{\"first\": 0, "
     "\"last\": 1,"
     "\"label\": \"S\"}]}]}, {\"sentences\": [{\"tokens\": [{\"orth\": \"so\"}]}], \"cats\": [{\"label\": \"a\"}]}]}]"},
    {"tei/x.xml",
     "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><title>A &amp; "
     "B</title></fileDesc></teiHeader><text>"
     "<body><p><persName xml:id='a' ref='#m'>M&#252;ller</persName> on <date from='1999'>1999</date><note>n</note></p>"
     "<u who='#x'>yes <choice><sic>teh</sic><corr>the</corr></choice></u></body></text><standOff><listPerson><person "
     "xml:id='m'>"
     "<persName>M</persName><idno type='wd'>Q1</idno><affiliation ref='#o' "
     "role='r'/></person></listPerson><listRelation>"
     "<relation name='r' active='#m' passive='o.xml#p' cert='low'/></listRelation><spanGrp type='t'><span "
     "target='#a'>x</span>"
     "</spanGrp><linkGrp type='l'><link target='#a #m'/></linkGrp><certainty target='#a' "
     "cert='high'/></standOff></TEI>"},
    {"web/x.txt", "M\303\274ller \360\237\230\200 said"},
    {"web/x.json",
     "[{\"id\": \"1\", \"type\": \"Annotation\", \"creator\": {\"name\": \"A\"}, \"body\": [{\"purpose\": \"tagging\", "
     "\"value\": \"T\"},"
     "{\"purpose\": \"commenting\", \"value\": \"c\", \"language\": \"en\"}, \"http://x.example/\"], \"target\": "
     "{\"selector\": ["
     "{\"type\": \"TextPositionSelector\", \"start\": 10, \"end\": 14}, {\"type\": \"TextQuoteSelector\", \"exact\": "
     "\"said\","
     "\"prefix\": \" \"}]}}, {\"id\": \"2\", \"type\": \"Annotation\", \"creator\": {\"name\": \"A\"}, \"tags\": "
     "[\"x\", \"y\"],"
     "\"text\": \"t\", \"target\": {\"selector\": {\"type\": \"TextQuoteSelector\", \"exact\": \"M\\u00fcller\"}}},"
     "{\"type\": \"Annotation\", \"target\": [\"1\", \"2\"]}, {\"target\": \"1\", \"bodyValue\": \"v\"}]"},
    {"z/documents.json", "{\"id\":\"a\",\"sents\":[[\"M\\u00fcller\",\"said\"],[\"it\",\".\"]],\"by\":\"eve\","
                         "\"title\":[\"x\",{\"y\":true}]}\n\n"},
    {"z/spans.json",
     "{\"doc\":\"a\",\"id\":\"1\",\"b\":0,\"e\":1,\"t\":[\"P\",\"Q\"],\"q\":[\"M\\u00fcller\"],\"same\":\"m\"}\n"
     "{\"doc\":\"\\u0061\",\"id\":\"2\",\"s\":1,\"b\":0,\"e\":0,\"t\":\"P\",\"kb\":\"wd:Q1\",\"same\":\"m\"}\n"},
    {"z/events.json",
     "[{\"doc\":\"a\",\"cue\":[\"0:1\"],\"roles\":{\"Who\":\"1\",\"What\":[\"m\"]},\"of\":[0,1],\"note\":\"why\"}]"},
};
enum { FILES = sizeof disk / sizeof *disk };

/* What is read, and how many nodes its document has. */
static const struct {
  const char *reader, *path, *root;
  size_t nodes;
} sources[] = {
    {"brat", "c/x.alice.a1", "c", 17},
    {"xmi", "d/x.xmi", "d", 11},
    {"jsoncas", "e/x.json", "e", 4},
    {"webannotsv", "f/x.tsv", "f", 24},
    {"conllu", "g/x.conllu", "g", 26},
    {"conll", "h/x.conll", "h", 19},
    {"conll", "i/x.conll", "i", 27},
    {"gatexml", "j/x.xml", "j", 10},
    {"bdocjs", "k/x.bdocjs", "k", 9},
    {"biocxml", "bx/x.xml", "bx", 16},
    {"biocjson", "bj/x.json", "bj", 8},
    {"pubtator", "pt/x.txt", "pt", 13},
    {"pubannotation", "pa/x.json", "pa", 8},
    {"naf", "n/x.naf", "n", 34},
    {"naf", "o/x.kaf", "o", 5},
    {"labelstudio", "j/x.json", "j", 22},
    {"doccano", "k/x.jsonl", "k", 9},
    {"prodigy", "l/x.jsonl", "l", 7},
    {"spacy", "spacy/x.json", "spacy", 11},
    {"spacy", "spacy/y.json", "spacy", 10},
    {"tei", "tei/x.xml", "tei", 28},
    {"webannotation", "web/x.json", "web", 10},
    {"described", "z/documents.json", "z", 12},
};

static const char *contents(anno_str path) {
  for (size_t i = 0; i < FILES; i++)
    if (anno_str_eq(anno_str_from(disk[i].path), path)) return disk[i].bytes;
  return NULL;
}

static anno_file_kind kind(void *handle, anno_str path) {
  (void)handle;
  return contents(path) ? ANNO_FILE_REGULAR : ANNO_FILE_NONE;
}

static int read_file(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  (void)handle;
  if (!contents(path)) return ENOENT;
  *out = anno_arena_copy(arena, anno_str_from(contents(path)));
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

/* Two pieces, which end anywhere. */
static int stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  (void)handle;
  const anno_str bytes = anno_str_from(contents(path));
  if (!contents(path)) return ENOENT;
  if (chunk(to, anno_str_sub(bytes, 0, bytes.len / 2))) chunk(to, anno_str_sub(bytes, bytes.len / 2, bytes.len));
  return 0;
}

static int list_none(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  (void)handle, (void)arena, (void)path;
  *names = NULL;
  *count = 0;
  return 0;
}

typedef struct {
  size_t source;               /* index */
  failing memory;
  size_t out_of_memory, documents, nodes;
} run;

static void on_diag(void *handle, const anno_diag *diag) {
  ((run *)handle)->out_of_memory += diag->code == ANNO_OUT_OF_MEMORY;
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  ((run *)handle)->documents++;
  ((run *)handle)->nodes = doc->count - 1;
  return ANNO_OK;
}

static anno_status read_once(run *r) {
  const anno_files files = {NULL, kind, read_file, list_none, stream};
  const anno_diag_sink diag = {r, on_diag};
  const anno_alloc alloc = failing_alloc(&r->memory);
  const anno_str path = anno_str_from(sources[r->source].path), root = anno_str_from(sources[r->source].root);
  const anno_source source = {.path = path, .root = root, .name = ANNO_STR(""), .layout = &small_layout};
  const anno_reader *reader = anno_reader_named(anno_str_from(sources[r->source].reader));
  const anno_ctx ctx = {anno_arena_new(&alloc, 1), anno_arena_new(&alloc, 1), &files, &diag, NULL};
  const bool begun = ctx.run && ctx.document;
  const anno_status status = begun ? reader->read(&ctx, &source, (anno_doc_sink){r, on_doc}) : ANNO_INTERNAL;
  anno_arena_free(ctx.document);
  anno_arena_free(ctx.run);
  return status;
}

static int fault(const run *r, const char *what) {
  printf("%s: allocation %zu: %s\n", sources[r->source].reader, r->memory.fail_at, what);
  return EXIT_FAILURE;
}

static int check(const run *r, anno_status status) {
  if (status != ANNO_NO_MEMORY) return fault(r, "the status is not ANNO_NO_MEMORY");
  if (r->out_of_memory != 1) return fault(r, "not reported exactly once");
  if (r->documents) return fault(r, "a document was handed on");
  if (r->memory.held) return fault(r, "memory was not given back");
  return EXIT_SUCCESS;
}

static int fail_all(size_t source) {
  run whole = {.source = source};
  const bool read = read_once(&whole) == ANNO_OK && whole.documents == 1 && !whole.memory.held;
  if (!read || whole.nodes != sources[source].nodes)
    return fault(&whole, "the document cannot be read with memory enough");
  /* The first two allocations are the arenas themselves. */
  for (size_t n = 3; n <= whole.memory.takes; n++) {
    run r = {.source = source, .memory.fail_at = n};
    const anno_status status = read_once(&r);
    if (check(&r, status)) return EXIT_FAILURE;
  }
  printf("%s: %zu allocations failed, one at a time\n", sources[source].reader, whole.memory.takes - 1);
  return EXIT_SUCCESS;
}

int main(void) {
  int status = EXIT_SUCCESS;
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    if (fail_all(i)) status = EXIT_FAILURE;
  return status;
}
