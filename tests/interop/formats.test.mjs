// The promises for every input format, in the cases of its reader: nothing stands as a fact, all that is written has a
// place in the ontology and conforms to the shapes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser, Store } from 'n3'
import { check, done, none, some } from './lib/check.mjs'
import { Oxigraph, prefixes } from './lib/engines.mjs'
import { exportAs, guarded, inputs, names, rows } from './lib/formats.mjs'
import { ontology, repository } from './lib/program.mjs'
import { constraintQueries, withRdfValidateShacl, withShaclEngine } from './lib/shacl.mjs'

const texts = findings => findings.map(f => f.text)

// Without facts all forms have less of the same.
const forms = ['node', 'reification', 'graph', 'rdf12', 'flat'].flatMap(claims => ['none', 'document'].flatMap(graphs =>
  (claims === 'node' ? ['structural', 'none'] : ['structural']).map(facts => ({ claims, facts, graphs }))))

const vocabulary = new Store(new Parser().parse(readFileSync(join(ontology, 'annograph.ttl'), 'utf8')))
const isSaid = (term, name) => vocabulary.countQuads(term, prefixes.rdfs + name, null, null) > 0
// Terms of the vocabulary in the place of a class, a property or an individual.
function unexplained (quads) {
  const used = new Map(quads.flatMap(q => [q.predicate, q.object]).filter(term => term.termType === 'NamedNode' && term.value.startsWith(prefixes.anno)).map(term => [term.value, term]))
  return [...used.values()].filter(term => !isSaid(term, 'label') || !isSaid(term, 'comment')).map(term => term.value)
}

for (const format of names) {
  const input = inputs(format)
  for (const form of forms) {
    await check(`${format}, --claims=${form.claims} --facts=${form.facts} --graphs=${form.graphs}: the guard finds nothing, and no node is blank`, () => guarded(format, input, form))
  }
  const exports = input.map(one => exportAs(format, one))
  const engine = new Oxigraph(...exports)
  const quads = exports.flatMap(({ text, format }) => new Parser({ format }).parse(text))
  await check(`${format}: what it writes stands in the ontology, with label and comment`, () => {
    some(quads, 'triple')
    none(unexplained(quads), 'terms without label or comment')
  })
  const data = new Store(quads)
  await check(`${format} conforms to the Core shapes in rdf-validate-shacl`, async () => none(texts(await withRdfValidateShacl(data)), 'results'))
  await check(`${format} conforms to the Core shapes in shacl-engine`, async () => none(texts(await withShaclEngine(data)), 'results'))
  for (const { shape, query } of constraintQueries()) {
    await check(`${format} conforms to the SPARQL shape ${shape}`, async () => none(rows(await engine.ask(query)), 'results'))
  }
}
for (const form of [{}, { claims: 'graph', graphs: 'document' }]) {
  await check(`all formats in one folder ${JSON.stringify(form)}: the guard finds nothing, and no node is blank`, () => guarded(undefined, [[join(repository, 'tests', 'read')]], form))
}
done()
