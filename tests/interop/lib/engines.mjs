// Two engines behind one call: a loaded store that answers a query with rows (objects from variable to RDF/JS term)
// or, for ASK, with a boolean.
import { webcrypto } from 'node:crypto'
import oxigraph from 'oxigraph'
import { Parser, Store } from 'n3'
import { QueryEngine } from '@comunica/query-sparql-rdfjs'

// Oxigraph draws random numbers from it; Node 18 has it, but not as a global.
globalThis.crypto ??= webcrypto

export const prefixes = {
  anno: 'https://w3id.org/annograph/ns#',
  rel: 'https://w3id.org/annograph/rel#',
  said: 'https://w3id.org/annograph/said#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'http://schema.org/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  nif: 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#',
  base: 'https://w3id.org/annograph/data/us-russia-cyber/',
  ent: 'https://w3id.org/annograph/data/us-russia-cyber/entity/'
}
export const header = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join('')

export class Oxigraph {
  // sources: { text, format } each, as program.mjs gives them
  constructor (...sources) {
    this.store = new oxigraph.Store()
    for (const { text, format } of sources) this.store.load(text, { format })
  }

  async ask (query, { union = false } = {}) {
    const answer = this.store.query(query, { use_default_graph_as_union: union })
    return typeof answer === 'boolean' ? answer : answer.map(row => Object.fromEntries(row))
  }

  // Triples given as Turtle, into the default graph or a named one.
  insert (turtle, graph) {
    const data = graph ? `GRAPH <${graph}> { ${turtle} }` : turtle
    this.store.update(`${header} INSERT DATA { ${data} }`)
  }

  remove (turtle, graph) {
    const data = graph ? `GRAPH <${graph}> { ${turtle} }` : turtle
    this.store.update(`${header} DELETE DATA { ${data} }`)
  }
}

export class Comunica {
  constructor (...sources) {
    this.store = new Store(sources.flatMap(({ text, format }) => new Parser({ format }).parse(text)))
    this.engine = new QueryEngine()
  }

  async ask (query) {
    const answer = await this.engine.query(query, { sources: [this.store] })
    const result = await answer.execute()
    if (answer.resultType === 'boolean') return result
    return (await result.toArray()).map(row => Object.fromEntries([...row].map(([key, term]) => [key.value, term])))
  }
}

// A term as a string that is equal only for equal terms. Oxigraph makes xsd:integer of the types derived from it.
export function key (term) {
  if (!term) return '-'
  if (term.termType === 'Literal') return `${JSON.stringify(term.value)}${term.language ? `@${term.language}` : ''}^^${term.datatype.value.replace('#nonNegativeInteger', '#integer')}`
  return `${term.termType === 'BlankNode' ? '_:' : ''}${term.value}`
}

export const rowKeys = rows => rows.map(row => Object.keys(row).sort().map(name => `?${name} ${key(row[name])}`).join('  '))
