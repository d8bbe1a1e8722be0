// guard.rq: no claim stands as a fact, in any form of the export and however a store sees its graphs; and it bites.
import { check, done, fail, none, sameSet } from './lib/check.mjs'
import { Oxigraph, key, prefixes } from './lib/engines.mjs'
import { exported, queriesIn, query } from './lib/program.mjs'

const guard = query('guard.rq')
const { anno, base, ent, rel } = prefixes
const triple = row => [row.s, row.p, row.o].map(key).join(' ')

const forms = []
for (const claims of ['node', 'reification', 'graph', 'rdf12', 'flat']) {
  for (const facts of ['structural', 'none']) {
    for (const graphs of ['none', 'document']) {
      const named = claims === 'graph' || graphs === 'document'
      for (const to of named ? ['trig', 'nquads'] : ['turtle']) forms.push({ claims, facts, graphs, to })
    }
  }
}

for (const form of forms) {
  const engine = new Oxigraph(exported(undefined, form))
  const name = `--claims=${form.claims} --facts=${form.facts} --graphs=${form.graphs} --to ${form.to}`
  await check(`the guard finds nothing in ${name}`, async () => {
    if (form.claims === 'graph' || form.graphs === 'document') {
      if (!await engine.ask('ASK { GRAPH ?g { ?s ?p ?o } }')) fail('there is no named graph')
    }
    none((await engine.ask(guard)).map(triple), 'triples found in the default graph or a named one')
    none((await engine.ask(guard, { union: true })).map(triple), 'triples found in the union of all graphs')
  })
  await check(`only declared structural relations are plain triples in ${name}`, async () => {
    const plain = await engine.ask(`SELECT DISTINCT ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(STRSTARTS(STR(?p), "${rel}") || STRSTARTS(STR(?p), "${base}type#")) }`)
    const structural = new Set((await engine.ask(`SELECT DISTINCT ?p WHERE { { ?p a <${anno}StructuralRelation> } UNION { GRAPH ?g { ?p a <${anno}StructuralRelation> } } }`)).map(row => row.p.value))
    none(plain.filter(row => !structural.has(row.p.value)).map(triple), 'plain claims')
    if (form.facts === 'none') none(plain.map(triple), 'structural triples in spite of --facts=none')
    else if (!plain.length) fail('there is no structural triple at all, so nothing was checked')
  })
}

const faults = [
  ['a deed as a plain triple', `<${ent}russia>`, `<${rel}hack>`, `<${ent}x>`],
  ['a deed in the corpus vocabulary', `<${ent}russia>`, `<${base}type#hacked>`, `<${ent}x>`],
  ['an accusation from agent to agent', `<${ent}a>`, `<${anno}accuses>`, `<${ent}b>`],
  ['a deed with a predicate that nothing declares', `<${ent}russia>`, '<http://example.org/poisoned>', `<${ent}x>`],
  ['a deed of a document', `<${base}document/003_7941cccd6dcd4208>`, `<${rel}hack>`, `<${ent}x>`],
  ['a shortcut to something that is no attribution', `<${ent}russia>`, `<${anno}denies>`, `<${ent}x>`]
]
for (const [form, options] of [['node', {}], ['graph', { claims: 'graph', to: 'trig' }], ['document graphs', { graphs: 'document', to: 'trig' }]]) {
  const engine = new Oxigraph(exported(undefined, options))
  for (const graph of [undefined, `${base}document/003_7941cccd6dcd4208`, 'http://example.org/graph']) {
    for (const [what, s, p, o] of faults) {
      await check(`the guard reports ${what}, put into ${graph ?? 'the default graph'} (${form})`, async () => {
        const turtle = `${s} ${p} ${o} .`
        engine.insert(turtle, graph)
        try {
          const expected = [`${s} ${p} ${o}`.replace(/[<>]/g, '')]
          sameSet((await engine.ask(guard)).map(triple), expected, 'triples found')
          sameSet((await engine.ask(guard, { union: true })).map(triple), expected, 'triples found in the union')
        } finally {
          engine.remove(turtle, graph)
        }
      })
    }
  }
}

await check('the guard needs no second file', () => {
  if (!queriesIn('').includes('guard.rq')) fail('guard.rq is missing')
  if (/\b(FROM|SERVICE|LOAD)\b/.test(guard.replace(/#.*$/gm, ''))) fail('guard.rq asks for another source')
})
done()
