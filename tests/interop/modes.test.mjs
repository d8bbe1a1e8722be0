// The forms of --claims say the same. Each is turned back by SPARQL into (proposition, predicate, subject, object).
import { check, done, fail, none, sameSet, some } from './lib/check.mjs'
import { Oxigraph, header, key, prefixes } from './lib/engines.mjs'
import { exported } from './lib/program.mjs'

const { ent, rel } = prefixes
const node = new Oxigraph(exported())
const local = term => term.value.slice(term.value.lastIndexOf('/') + 1)

// What a form that needs triples must hold: subjects times objects; a missing one is said by a node of the proposition's own.
const fillers = new Map()
for (const { p, predicate, role, filler } of await node.ask(`${header} SELECT ?p ?predicate ?role ?filler WHERE { ?p a anno:Proposition ; anno:predicate ?predicate .
    OPTIONAL { ?p said:subject ?filler BIND("subject" AS ?role) } }`)) add(p, predicate, role, filler)
for (const { p, predicate, filler } of await node.ask(`${header} SELECT ?p ?predicate ?filler WHERE { ?p a anno:Proposition ; anno:predicate ?predicate ; said:object|said:value ?filler }`)) add(p, predicate, { value: 'object' }, filler)

function add (p, predicate, role, filler) {
  if (!fillers.has(p.value)) fillers.set(p.value, { p, predicate, subject: [], object: [] })
  if (filler) fillers.get(p.value)[role.value].push(filler)
}

const unspecified = (p, role) => ({ termType: 'NamedNode', value: `${ent}unspecified-${local(p)}-${role}` })
const pairs = ({ p, subject, object }) => (subject.length ? subject : [unspecified(p, 'subject')]).flatMap(s => (object.length ? object : [unspecified(p, 'object')]).map(o => [s, o]))
const row = (...terms) => terms.map(key).join(' ')
const expected = [...fillers.values()].flatMap(f => pairs(f).map(([s, o]) => ({ s, text: row(f.p, f.predicate, s, o) })))

const back = {
  reification: ['turtle', 'SELECT ?p ?predicate ?s ?o WHERE { ?p a rdf:Statement ; rdf:predicate ?predicate ; rdf:subject ?s ; rdf:object ?o }'],
  graph: ['trig', 'SELECT ?p ?predicate ?s ?o WHERE { GRAPH ?p { ?s ?twin ?o } { ?twin anno:twinOf ?predicate } UNION { GRAPH ?g { ?twin anno:twinOf ?predicate } } }'],
  rdf12: ['turtle', 'SELECT ?p ?predicate ?s ?o WHERE { ?p rdf:reifies <<( ?s ?predicate ?o )>> }']
}
for (const [claims, [to, query]] of Object.entries(back)) {
  const engine = new Oxigraph(exported(undefined, { claims, to }))
  await check(`--claims=${claims} holds exactly the propositions of --claims=node`, async () => {
    const rows = some(await engine.ask(header + query), 'proposition')
    // A literal cannot be the subject of a triple; only reification can say it.
    const wanted = expected.filter(({ s }) => claims === 'reification' || s.termType !== 'Literal')
    sameSet(rows.map(({ p, predicate, s, o }) => row(p, predicate, s, o)), wanted.map(({ text }) => text), 'propositions')
  })
  await check(`what is unspecified in --claims=${claims} is typed and labelled so`, async () => {
    none((await engine.ask(`${header} SELECT DISTINCT ?x WHERE { { ?a ?b ?x } UNION { GRAPH ?g { ?a ?b ?x } } UNION { ?x ?c ?d } UNION { GRAPH ?h { ?x ?c ?d } }
      FILTER(STRSTARTS(STR(?x), "${ent}unspecified-")) FILTER NOT EXISTS { ?x a anno:Unspecified ; rdfs:label ?l } }`)).map(r => r.x.value), 'bare nodes')
  })
}

await check('--claims=flat holds exactly the twins of what is affirmed or negated with the mood Actual', async () => {
  const flat = new Oxigraph(exported(undefined, { claims: 'flat' }))
  const said = some(await node.ask(`${header} SELECT DISTINCT ?p ?how WHERE { ?st anno:mood anno:Actual ; ?how ?p . FILTER(?how IN (anno:affirms, anno:negates)) }`), 'actual statement')
  const twins = { affirms: 'https://w3id.org/annograph/claimed#', negates: 'https://w3id.org/annograph/denied#' }
  const wanted = said.flatMap(({ p, how }) => {
    const f = fillers.get(p.value) ?? fail(`no proposition ${p.value}`)
    const twin = twins[how.value.split('#')[1]] + f.predicate.value.slice(rel.length)
    return pairs(f).filter(([s]) => s.termType !== 'Literal').map(([s, o]) => row(s, { termType: 'NamedNode', value: twin }, o))
  })
  const got = flat.store.match(null, null, null, null).filter(q => Object.values(twins).some(ns => q.predicate.value.startsWith(ns)))
  sameSet(got.map(q => row(q.subject, q.predicate, q.object)), wanted, 'flat triples')
  none((await flat.ask(`${header} SELECT ?x WHERE { ?x a ?c FILTER(?c IN (anno:Attribution, anno:Proposition)) }`)).map(r => r.x.value), 'attributions or propositions')
})

await check('some statement is not actual, and its twin is not in --claims=flat', async () => {
  const flat = new Oxigraph(exported(undefined, { claims: 'flat' }))
  const only = some(await node.ask(`${header} SELECT DISTINCT ?p WHERE { ?st anno:affirms ?p ; anno:mood ?m . FILTER(?m != anno:Actual) FILTER NOT EXISTS { ?other anno:affirms|anno:negates ?p ; anno:mood anno:Actual } }`), 'proposition that is never actual')
  const kept = new Set((await node.ask(`${header} SELECT DISTINCT ?predicate ?s ?o WHERE { ?st anno:mood anno:Actual ; anno:affirms ?p . ?p anno:predicate ?predicate ; said:subject ?s ; said:object|said:value ?o }`)).map(r => row(r.predicate, r.s, r.o)))
  const lone = some(only.map(r => fillers.get(r.p.value)).filter(f => f.subject.length && f.object.length && !pairs(f).some(([s, o]) => kept.has(row(f.predicate, s, o)))), 'such proposition with subject and object')
  for (const f of lone) {
    const [s, o] = pairs(f)[0]
    const twin = f.predicate.value.replace('/rel#', '/claimed#')
    const found = flat.store.match(null, null, null, null).some(q => q.predicate.value === twin && key(q.subject) === key(s) && key(q.object) === key(o))
    if (found) fail(`${twin} of ${f.p.value} stands in the flat form`)
  }
})
done()
