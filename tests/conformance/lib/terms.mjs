// Terms as plain objects: { iri }, { blank }, { text, language, datatype, direction } or { triple: [s, p, o] }; a
// statement is an array of three or four of them. Two terms are the same if their keys are.
export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const xsd = 'http://www.w3.org/2001/XMLSchema#'

export const iri = value => ({ iri: value })
export const literal = (text, { language = '', datatype = '' } = {}) => ({ text, language, datatype: datatype === `${xsd}string` ? '' : datatype })

const escapes = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\' }
const code = c => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

// The canonical form of RDF 1.2 N-Triples, 4: what our N-Triples have to be, byte by byte. It is the key, too.
export function key (term) {
  if (term.iri !== undefined) return `<${term.iri}>`
  if (term.blank !== undefined) return `_:${term.blank}`
  if (term.triple) return `<<( ${term.triple.map(key).join(' ')} )>>`
  const text = `"${term.text.replace(/[\0-\x1f"\\\x7f\ufffe\uffff]/g, c => escapes[c] ?? code(c))}"`
  if (term.language) return `${text}@${term.language.toLowerCase()}${term.direction ? `--${term.direction}` : ''}`
  return term.datatype ? `${text}^^<${term.datatype}>` : text
}
export const line = statement => `${statement.map(key).join(' ')} .`

// From an RDF/JS term. Language tags are the same in upper and lower case.
export function plain (term) {
  switch (term.termType) {
    case 'NamedNode': return iri(term.value)
    case 'BlankNode': return { blank: term.value }
    case 'Quad': return { triple: [term.subject, term.predicate, term.object].map(plain) }
    case 'Literal': {
      const made = literal(term.value, term.language ? { language: term.language } : { datatype: term.datatype.value })
      return term.direction ? { ...made, direction: term.direction } : made
    }
    default: throw new Error(`a term of type ${term.termType}`)
  }
}
export const plainStatement = quad => [quad.subject, quad.predicate, quad.object, ...(quad.graph.termType === 'DefaultGraph' ? [] : [quad.graph])].map(plain)

// Each term in the statement and in its triple terms.
export function * everyTerm (terms) {
  for (const term of terms) {
    yield term
    if (term.triple) yield * everyTerm(term.triple)
  }
}

export const skolem = number => iri(`https://example.org/.well-known/genid/${number}`)

// Blank nodes become IRIs, the same for the same label.
export function skolemised (statements) {
  const made = new Map()
  const change = term => {
    if (term.triple) return { triple: term.triple.map(change) }
    if (term.blank === undefined) return term
    if (!made.has(term.blank)) made.set(term.blank, skolem(made.size))
    return made.get(term.blank)
  }
  return statements.map(terms => terms.map(change))
}

// Statements of one graph together, and in it those of one subject, as the writers want them; else the order stays.
export function together (statements) {
  const graphs = new Map()
  for (const statement of statements) {
    const graph = statement[3] ? key(statement[3]) : ''
    if (!graphs.has(graph)) graphs.set(graph, new Map())
    const subjects = graphs.get(graph)
    const subject = key(statement[0])
    if (!subjects.has(subject)) subjects.set(subject, [])
    subjects.get(subject).push(statement)
  }
  return [...graphs.values()].flatMap(subjects => [...subjects.values()].flat())
}
