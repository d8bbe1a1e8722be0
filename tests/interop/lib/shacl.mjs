// Two SHACL validators behind one call: each gives the set of node shapes that report something.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataFactory, Parser, Store } from 'n3'
import dataset from '@rdfjs/dataset'
import RdfValidateShacl from 'rdf-validate-shacl'
import { Validator } from 'shacl-engine'
import { validations } from 'shacl-engine/sparql.js'
import { ontology } from './program.mjs'

export const shapesOf = file => new Store(new Parser().parse(readFileSync(join(ontology, file), 'utf8')))
export const core = shapesOf('shapes.ttl')
export const sparql = shapesOf('shapes-sparql.ttl')
const sh = 'http://www.w3.org/ns/shacl#'
const prefix = 'https://w3id.org/annograph/shapes#'

// A report names the property shape that failed, a blank node; the tests speak of the node shape around it.
function nameOf (shapes, term) {
  while (term.termType === 'BlankNode') {
    const [outer] = shapes.getQuads(null, null, term, null)
    if (!outer) return '(a shape without name)'
    term = outer.subject
  }
  return term.value.replace(prefix, '')
}

const finding = (shapes, shape, focus, message) => ({ shape: nameOf(shapes, shape), text: `${nameOf(shapes, shape)}: ${focus?.value} ${message ?? ''}` })

export async function withRdfValidateShacl (data, shapes = core) {
  const copy = dataset.dataset([...shapes])
  const report = await new RdfValidateShacl(copy).validate(data)
  return report.results.map(r => finding(shapes, r.sourceShape, r.focusNode, r.message[0]?.value))
}

export async function withShaclEngine (data, shapes = core) {
  const factory = { ...DataFactory, dataset: dataset.dataset }
  const report = await new Validator(shapes, { factory, validations }).validate({ dataset: data })
  return report.results.map(r => finding(shapes, r.shape.ptr.term, r.focusNode.term, r.message?.[0]?.value))
}

// Each SHACL-SPARQL constraint as one query for all its focus nodes, for graphs on which a query a node takes minutes.
export function constraintQueries () {
  const prefixes = sparql.getQuads(null, `${sh}declare`, null, null).map(({ object }) =>
    `PREFIX ${sparql.getObjects(object, `${sh}prefix`, null)[0].value}: <${sparql.getObjects(object, `${sh}namespace`, null)[0].value}>\n`).join('')
  return sparql.getQuads(null, `${sh}sparql`, null, null).map(({ subject, object }) => {
    const classes = sparql.getObjects(subject, `${sh}targetClass`, null).map(c => `<${c.value}>`)
    const target = classes.length ? `VALUES ?target { ${classes.join(' ')} } $this a ?target .` : `BIND(<${subject.value}> AS $this)`
    const select = sparql.getObjects(object, `${sh}select`, null)[0].value
    return { shape: nameOf(sparql, subject), query: prefixes + select.replace(/WHERE\s*\{/, match => `${match} ${target} `) }
  })
}
