// What parsers of others get wrong in legal RDF, as narrow as could be found, each with a statement that shows it.
import { everyTerm, iri, literal, rdf } from './terms.mjs'

const s = iri('http://example.org/s')
const p = iri('http://example.org/p')
const object = (text, more) => [[s, p, literal(text, more)]]
const some = test => statement => [...everyTerm(statement)].some(test)
const iris = test => some(term => (term.iri !== undefined && test(term.iri)) || (term.datatype && test(term.datatype)))
const texts = ['ntriples', 'nquads', 'turtle', 'trig']

// { parser, writers (all if absent), why, hits: whether a statement shows it, sample: events with one that does }
export const knownBugs = [
  { parser: 'serdi', why: 'knows RDF 1.1, which has no triple terms', hits: some(term => term.triple), sample: [[s, p, { triple: [s, p, s] }]] },
  { parser: 'rapper', why: 'knows RDF 1.1, which has no triple terms', writers: texts, hits: some(term => term.triple), sample: [[s, p, { triple: [s, p, s] }]] },
  { parser: 'rapper', why: 'takes U+FFFE and U+FFFF for illegal', writers: texts, hits: some(term => /[\ufffe\uffff]/.test(term.text)), sample: object('\ufffe') },
  { parser: 'rapper', why: 'ends a string at U+0000', writers: texts, hits: some(term => /\0/.test(term.text)), sample: object('a\0b') },
  { parser: 'rapper', why: 'ends with a damaged heap at a language tag of more than 255 characters', hits: some(term => term.language?.length > 255), sample: object('a', { language: 'de' + '-abcdefgh'.repeat(29) }), writers: texts },
  { parser: 'rapper', why: 'takes rdf:_ and no number for an error', hits: iris(text => text.startsWith(rdf + '_') && !/^[1-9][0-9]*$/.test(text.slice(rdf.length + 1))), sample: [[s, iri(rdf + '_a'), s]] },
  { parser: 'rapper', why: 'removes . and .. from the path of absolute IRIs, too', writers: ['turtle', 'trig', 'rdfxml'], hits: iris(text => /[:/]\.\.?($|[/?#])/.test(text)), sample: [[iri('http://example.org/a/..'), p, s]] }
]
