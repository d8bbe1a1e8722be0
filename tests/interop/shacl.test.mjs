// The export conforms to the shapes, and each seeded fault is caught by the shape made for it and by no other.
import { Parser, Store } from 'n3'
import { check, done, fail, none, sameSet } from './lib/check.mjs'
import { Oxigraph } from './lib/engines.mjs'
import { corpus, documents, exported } from './lib/program.mjs'
import { excerpt } from './lib/excerpt.mjs'
import { faults } from './lib/faults.mjs'
import { constraintQueries, core, sparql, withRdfValidateShacl, withShaclEngine } from './lib/shacl.mjs'

const parsed = ({ text, format }) => new Store(new Parser({ format }).parse(text))
const data = exported()
const oxigraph = new Oxigraph(data)
const whole = parsed(data)
const texts = findings => findings.map(f => f.text)

await check('the export conforms to the Core shapes in rdf-validate-shacl', async () => none(texts(await withRdfValidateShacl(whole)), 'results'))
await check('the export conforms to the Core shapes in shacl-engine', async () => none(texts(await withShaclEngine(whole)), 'results'))

// shacl-engine starts a query engine for every focus node, which would take minutes for the five documents.
const one = documents.find(name => name.startsWith('003'))
await check(`document ${one} conforms to the SPARQL shapes in shacl-engine`, async () => {
  none(texts(await withShaclEngine(parsed(exported(`${corpus}/${one}.ann`)), sparql)), 'results')
})
for (const { shape, query } of constraintQueries()) {
  await check(`the whole export conforms to the SPARQL shape ${shape}, its query run in Oxigraph`, async () => {
    none((await oxigraph.ask(query)).map(row => Object.entries(row).map(([name, value]) => `?${name} ${value.value}`).join(' ')), 'results')
  })
}

const { store, names } = await excerpt(oxigraph, whole)
const validate = async data => ({
  'rdf-validate-shacl': await withRdfValidateShacl(data, core),
  'shacl-engine': [...await withShaclEngine(data, core), ...await withShaclEngine(data, sparql)]
})
const sparqlShapes = new Set(constraintQueries().map(({ shape }) => shape))

await check('the excerpt that faults are seeded into conforms', async () => {
  for (const [validator, findings] of Object.entries(await validate(store))) none(texts(findings), `results of ${validator}`)
})
for (const { what, shapes, seed } of faults) {
  await check(`${what} is caught by ${shapes.join(' and ')} only`, async () => {
    const faulty = new Store(store.getQuads(null, null, null, null))
    seed(faulty, names)
    const found = await validate(faulty)
    sameSet(found['shacl-engine'].map(f => f.shape), shapes, 'shapes that report in shacl-engine')
    sameSet(found['rdf-validate-shacl'].map(f => f.shape), shapes.filter(shape => !sparqlShapes.has(shape)), 'Core shapes that report in rdf-validate-shacl')
  })
}
await check('every SPARQL shape has a fault that it catches', () => {
  const caught = new Set(faults.flatMap(({ shapes }) => shapes))
  const idle = [...sparqlShapes].filter(shape => !caught.has(shape))
  if (idle.length) fail(`no fault for ${idle.join(', ')}`)
})
done()
