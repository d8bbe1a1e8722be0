// What every node of the export must have, counted over the whole graph, and the offsets held against the text files.
import { check, done, fail, none, some } from './lib/check.mjs'
import { Oxigraph, header, prefixes } from './lib/engines.mjs'
import { documents, exported, textOf } from './lib/program.mjs'

const { anno } = prefixes
const rows = async (engine, query) => engine.ask(header + query)
const values = (found, name) => found.map(row => row[name].value)

for (const [claims, to] of [['node', 'turtle'], ['reification', 'turtle'], ['graph', 'trig'], ['rdf12', 'turtle'], ['flat', 'turtle']]) {
  const engine = new Oxigraph(exported(undefined, { claims, to }))
  const quads = engine.store.match(null, null, null, null)
  await check(`--claims=${claims} has no blank node`, () => {
    some(quads, 'triple')
    none(quads.filter(q => [q.subject, q.object, q.graph].some(t => t.termType === 'BlankNode')).map(String), 'triples with a blank node')
  })
  await check(`--claims=${claims}: every node of a class of the vocabulary has a label that is not empty`, () => {
    const typed = quads.filter(q => q.predicate.value === `${prefixes.rdf}type` && q.object.value.startsWith(anno)).map(q => q.subject.value)
    const labelled = new Set(quads.filter(q => q.predicate.value === `${prefixes.rdfs}label` && q.object.value.trim()).map(q => q.subject.value))
    some(typed, 'typed node')
    none(new Set(typed.filter(iri => !labelled.has(iri))), 'nodes without a label')
  })
}

const engine = new Oxigraph(exported())
await check('every attribution leads to a span with offsets', async () => {
  const all = some(await rows(engine, 'SELECT DISTINCT ?s WHERE { ?s a anno:Attribution }'), 'attribution')
  const placed = new Set(values(await rows(engine, 'SELECT DISTINCT ?s WHERE { ?s a anno:Attribution ; anno:evidence|anno:cueSpan ?w . ?w a anno:Span ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?t }'), 's'))
  none(values(all, 's').filter(s => !placed.has(s)), 'attributions without a place')
})

const slices = new Map(documents.map(document => [document, textOf(document)]))
const slice = (row) => slices.get(row.document.value).slice(Number(row.b.value), Number(row.e.value)).join('')
await check('the text of every span is the slice of its .txt file in code points', async () => {
  const found = some(await rows(engine, `SELECT ?w ?document ?b ?e ?t WHERE { ?w a anno:Span ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?t ; anno:inDocument/<http://purl.org/dc/terms/identifier> ?document .
    FILTER NOT EXISTS { ?w anno:fragment1 ?f } }`), 'span')
  if (new Set(values(found, 'document')).size !== documents.length) fail('a document has no span')
  none(found.filter(row => slice(row) !== row.t.value).map(row => `${row.w.value}: "${row.t.value}", in the file "${slice(row)}"`), 'spans with another text')
  if (!found.some(row => /[^\u0000-\u007f]/.test(slices.get(row.document.value).slice(0, Number(row.b.value)).join('')))) fail('no span stands after a character beyond ASCII, so bytes would pass as code points')
})
await check('the text of a divided span is its fragments in order, joined by a blank', async () => {
  const found = await rows(engine, `SELECT ?w ?t ?n ?part WHERE { ?w ?fragment ?f ; nif:anchorOf ?t . ?f nif:anchorOf ?part . FILTER(STRSTARTS(STR(?fragment), "${anno}fragment")) BIND(STRAFTER(STR(?fragment), "fragment") AS ?n) }`)
  const whole = new Map()
  for (const { w, t, n, part } of found) {
    if (!whole.has(w.value)) whole.set(w.value, { t: t.value, parts: [] })
    whole.get(w.value).parts[Number(n.value) - 1] = part.value
  }
  some(whole, 'divided span')
  none([...whole].filter(([, { t, parts }]) => parts.join(' ') !== t).map(([w, { t, parts }]) => `${w}: "${t}", fragments "${parts.join('|')}"`), 'divided spans with another text')
})

const shortcuts = ['attributes', 'states', 'reports', 'makesAccusation', 'denies', 'acknowledges', 'assesses', 'predicts', 'proposes', 'commitsTo', 'rejects', 'warns', 'asks', 'narrates'].map(name => `anno:${name}`)
await check('a relayed attribution has no shortcut', async () => {
  some(await rows(engine, 'SELECT ?s WHERE { ?r anno:relays ?s }'), 'relayed attribution')
  none(values(await rows(engine, `SELECT ?s WHERE { ?r anno:relays ?s . ?who ?how ?s . FILTER(?how IN (${shortcuts})) }`), 's'), 'relayed attributions with a shortcut')
})
await check('an outermost attribution has a shortcut from each of its speakers', async () => {
  none(values(await rows(engine, `SELECT DISTINCT ?s WHERE { ?s a anno:Attribution ; anno:speaker ?who . FILTER NOT EXISTS { ?r anno:relays ?s } FILTER NOT EXISTS { ?who ?how ?s . FILTER(?how IN (${shortcuts})) } }`), 's'), 'attributions without a shortcut')
})
await check('shortcuts lead from speakers to their attributions only', async () => {
  some(await rows(engine, `SELECT ?who WHERE { ?who ?how ?s . FILTER(?how IN (${shortcuts})) } LIMIT 1`), 'shortcut')
  none((await rows(engine, `SELECT ?who ?how ?s WHERE { ?who ?how ?s . FILTER(?how IN (${shortcuts})) FILTER NOT EXISTS { ?s a anno:Attribution ; anno:speaker ?who } }`)).map(r => `${r.who.value} ${r.how.value} ${r.s.value}`), 'other shortcuts')
})
done()
