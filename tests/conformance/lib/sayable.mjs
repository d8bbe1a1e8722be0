// What each writer can say, told from the specifications and not from the program: a term that it cannot say has to be
// refused, and everything else has to be written.
import { everyTerm, rdf } from './terms.mjs'

// RFC 3987: ucschar, and iprivate in queries. The specials of RFC 3987 4.1 and noncharacters are in none.
const ucs = '\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}' +
  [...Array(13)].map((_, i) => `\\u{${(i + 1).toString(16)}0000}-\\u{${(i + 1).toString(16)}FFFD}`).join('') + '\\u{E1000}-\\u{EFFFD}'
const unreserved = `[A-Za-z0-9._~${ucs}-]`
const pct = '%[0-9A-Fa-f]{2}'
const sub = "[!$&'()*+,;=]"
const segment = `(?:${unreserved}|${pct}|${sub}|[:@])`
const host = `(?:\\[[0-9A-Fa-f:.]+\\]|(?:${unreserved}|${pct}|${sub})*)`
const authority = `//(?:(?:${unreserved}|${pct}|${sub}|:)*@)?${host}(?::[0-9]*)?(?=[/?#]|$)`
const more = `(?:${segment}|[/?])*`
const query = `(?:${segment}|[/?\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}])*`
const iriForm = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:(?:${authority}|(?!//))(?:${segment}|/)*(?:\\?${query})?(?:#${more})?$`, 'u')
export const isIri = text => iriForm.test(text)

// BCP 47, RFC 5646 2.1: the grammar, and the tags older than it.
const extension = '-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+'
const privateUse = '[xX](?:-[A-Za-z0-9]{1,8})+'
const tagForm = new RegExp(`^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:${extension})*(?:-${privateUse})?|${privateUse})$`)
const old = /^(en-gb-oed|i-(ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(be-(fr|nl)|ch-de))$/i
export const isTag = text => tagForm.test(text) || old.test(text)

const wantLanguage = [`${rdf}langString`, `${rdf}dirLangString`]

export function termFault (term) {
  if (term.blank !== undefined) return 'a blank node'
  if (term.iri !== undefined) return isIri(term.iri) ? '' : 'no absolute IRI of RFC 3987'
  if (term.triple) return statementFault(term.triple)
  if (term.direction) return 'base direction'
  if (!term.text.isWellFormed?.() && /[\ud800-\udfff]/u.test(term.text)) return 'a surrogate'
  if (term.language) return isTag(term.language) ? '' : 'no language tag'
  if (term.datatype && !isIri(term.datatype)) return 'no absolute IRI of RFC 3987'
  return wantLanguage.includes(term.datatype) ? 'a datatype that wants a language' : ''
}
const named = term => term.iri !== undefined || term.blank !== undefined ? '' : 'no IRI in this place'
const statementFault = ([subject, predicate, object]) =>
  named(subject) || named(predicate) || [subject, predicate, object].map(termFault).find(Boolean) || ''

// XML 1.0 and RDF/XML. The predicate is split at an XML name (its namespace not empty); U+007F is legal in XML but
// discouraged, and raptor does not write it; XML literals are left out on purpose.
const nameStart = 'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const endsInName = new RegExp(`[${nameStart}][${nameStart}0-9.\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}-]*$`, 'u')
const endsInAscii = /[A-Z_a-z][A-Z_a-z0-9.-]*$/
// raptor knows the names of XML 1.0 in its first editions, which have fewer characters: it may refuse this or not.
export const unsure = 'a predicate that ends in characters behind ASCII'
// No namespace may begin with that of RDF and go on, so a name in it has to be one as a whole.
const notWhole = predicate => predicate.startsWith(rdf) && !/^[A-Z_a-z][A-Z_a-z0-9.-]*$/.test(predicate.slice(rdf.length))
const used = ['RDF', 'ID', 'about', 'bagID', 'parseType', 'resource', 'nodeID', 'li', 'aboutEach', 'aboutEachPrefix', 'datatype', 'Description']

function xmlFault ([, predicate, object]) {
  if (object.triple) return 'a triple term'
  if (!endsInName.test(predicate.iri)) return 'a predicate that does not end in an XML name'
  if (!endsInAscii.test(predicate.iri)) return unsure
  if (notWhole(predicate.iri)) return 'a predicate in the namespace of RDF that is no XML name'
  if (used.some(name => predicate.iri === rdf + name)) return 'a predicate that the syntax of RDF/XML uses'
  if (object.text === undefined) return ''
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/.test(object.text)) return 'a character that XML 1.0 does not hold'
  if (object.datatype === `${rdf}XMLLiteral`) return 'an XML literal'
  return object.language.length > 255 ? 'a language tag of more than 255 characters' : ''
}

// Why `writer` cannot say the statement; '' if it can.
export function fault (writer, statement) {
  const graph = statement[3]
  if (graph && !['nquads', 'trig'].includes(writer)) return 'a named graph'
  const common = statementFault(statement) || (graph && (named(graph) || termFault(graph)))
  return common || (writer === 'rdfxml' ? xmlFault(statement) : '')
}

export const hasBlank = statement => [...everyTerm(statement)].some(term => term.blank !== undefined)
