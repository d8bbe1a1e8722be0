// The test suites of the W3C, as their manifests describe them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, oxigraph } from './packages.mjs'
import { plainStatement, rdf } from './terms.mjs'

const mf = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#'
export const types = { nt: 'application/n-triples', nq: 'application/n-quads', ttl: 'text/turtle', trig: 'application/trig' }
// The entries that the suites have, so that none gets lost on the way.
const sizes = {
  'n-triples': 70, 'n-quads': 87, turtle: 313, trig: 356, 'n-triples-c14n': 41, 'n-quads-c14n': 41,
  'n-triples-12': 29, 'n-quads-12': 27, 'turtle-12': 29, 'trig-12': 25
}
export const suiteNames = Object.keys(sizes)

// What oxigraph reads in a file, against `base`; throws where it refuses.
export const parseFile = (path, base) => parseText(readFileSync(path, 'utf8'), types[path.split('.').at(-1)], base)
export const parseText = (text, format, base) => oxigraph.parse(text, { format, base_iri: base })
export const statementsOf = quads => quads.map(plainStatement)

// { suite, name, kind: positive | negative | eval | c14n, file, base, result } for each test, in the order of the list.
export function suite (name) {
  const folder = join(here, 'w3c', name)
  const manifest = `https://w3c.example/${name}/`
  const values = new Map() // a subject and a predicate to the object
  let base, node
  for (const [subject, predicate, object] of statementsOf(parseFile(join(folder, 'manifest.ttl'), manifest + 'manifest.ttl'))) {
    const about = subject.iri ?? subject.blank
    const said = object.iri ?? object.blank ?? object.text
    values.set(`${about} ${predicate.iri}`, said)
    if (predicate.iri === mf + 'assumedTestBase') base = said
    if (predicate.iri === mf + 'entries') node = said
  }
  const value = (about, predicate) => values.get(`${about} ${predicate}`)
  const tests = []
  for (; node !== rdf + 'nil'; node = value(node, rdf + 'rest')) {
    const test = value(node, rdf + 'first')
    const type = value(test, rdf + 'type')
    const file = value(test, mf + 'action').replace(manifest, '')
    const kind = /Negative/.test(type) ? 'negative' : /C14N/.test(type) ? 'c14n' : /Eval/.test(type) ? 'eval' : 'positive'
    const result = value(test, mf + 'result')?.replace(manifest, '')
    tests.push({
      suite: name, kind, base: base + file, name: `${name}/${test.replace(/^.*#/, '')}`,
      file: join(folder, file), result: result && join(folder, result)
    })
  }
  if (tests.length !== sizes[name] || new Set(tests.map(t => t.name)).size !== tests.length) throw new Error(`${name}: ${tests.length} tests, not ${sizes[name]}`)
  return tests
}
