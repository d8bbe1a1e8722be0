// A few statements of the export with all that they lead to: small enough to be validated once for every seeded fault.
import { Store } from 'n3'
import { fail } from './check.mjs'
import { header, prefixes } from './engines.mjs'

const { anno, rdf, rel } = prefixes
const shortcuts = new Set(['attributes', 'states', 'reports', 'makesAccusation', 'denies', 'acknowledges', 'assesses', 'predicts', 'proposes', 'commitsTo', 'rejects', 'warns', 'asks', 'narrates'].map(name => anno + name))
const first = async (oxigraph, query) => (await oxigraph.ask(`${header} ${query} ORDER BY ?s LIMIT 1`))[0] ?? fail(`nothing to edit: ${query}`)

// oxigraph and all hold the same export, the one to ask and the other to copy from: Oxigraph makes integers of derived
// types. Gives { store, names }: names are the nodes that faults.mjs edits.
export async function excerpt (oxigraph, all) {
  const names = {}
  const find = async (query, keys) => {
    const row = await first(oxigraph, query)
    for (const [variable, name] of Object.entries(keys)) names[name] = row[variable].value
  }
  await find('SELECT ?s ?p ?w WHERE { ?s a anno:Denial ; anno:negates ?p ; anno:evidence ?w . ?w nif:beginIndex ?b FILTER NOT EXISTS { ?r anno:relays ?s } FILTER NOT EXISTS { ?w anno:fragment1 ?f } }', { s: 'denial', p: 'denied', w: 'span' })
  await find('SELECT ?s ?p ?x WHERE { ?s a anno:Accusation ; anno:affirms ?p ; anno:accuses ?x FILTER NOT EXISTS { ?s anno:respondsTo ?o } FILTER NOT EXISTS { ?r anno:relays ?s } }', { s: 'accusation', p: 'content', x: 'accused' })
  await find('SELECT ?s ?q WHERE { ?s anno:relays ?q . ?q anno:content ?c FILTER NOT EXISTS { ?r anno:relays ?s } }', { s: 'report', q: 'relayed' })
  await find(`SELECT ?s WHERE { ?s anno:relays ?q . ?q anno:content ?c FILTER NOT EXISTS { ?r anno:relays ?s } FILTER(?s != <${names.report}>) }`, { s: 'report2' })
  await find('SELECT ?s ?t WHERE { ?s a anno:Statement ; anno:when ?t . ?t anno:beginEarliest ?b ; anno:endLatest ?e }', { s: 'dated', t: 'time' })
  await find('SELECT ?s ?a ?r ?b WHERE { ?s a anno:Narration ; anno:affirms ?p . ?p anno:predicate ?r ; said:subject ?a ; said:object ?b . ?a ?r ?b }', { s: 'told', a: 'member', r: 'relation', b: 'body' })
  await find('SELECT ?s ?d WHERE { ?s a anno:Mention ; anno:refersTo ?x ; anno:inDocument ?d }', { s: 'mention', d: 'document' })

  // Documents and shortcuts lead to everything; both are followed no further.
  const kept = new Set(Object.values(names))
  const isA = (iri, type) => all.countQuads(iri, `${rdf}type`, anno + type, null) > 0
  const follow = [...kept]
  for (let iri = follow.pop(); iri; iri = follow.pop()) {
    if (isA(iri, 'Document')) continue
    for (const { predicate, object } of all.getQuads(iri, null, null, null)) {
      if (object.termType !== 'NamedNode' || kept.has(object.value) || shortcuts.has(predicate.value) || predicate.value.startsWith(rel)) continue
      if (predicate.value === `${anno}mentionedIn` || !all.countQuads(object, null, null, null)) continue
      kept.add(object.value)
      follow.push(object.value)
    }
  }
  const store = new Store()
  for (const iri of kept) {
    for (const quad of all.getQuads(iri, null, null, null)) {
      const target = quad.object.value
      if (quad.predicate.value.startsWith(rel) && !(iri === names.member && quad.predicate.value === names.relation && target === names.body)) continue
      // A node of the corpus that was left out would be a dangling link; names of the vocabulary are none.
      if (quad.object.termType === 'NamedNode' && !kept.has(target) && target.startsWith(prefixes.base)) continue
      store.addQuad(quad)
    }
  }
  return { store, names }
}
