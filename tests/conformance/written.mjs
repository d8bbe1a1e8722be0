// The tests of the W3C through our writers: each file that is legal is read by oxigraph, its statements are sent to
// every writer, and oxigraph and N3.js have to read the same statements again. Blank nodes are sent as IRIs, for the
// program makes none. What a writer cannot say is in unwritten.tsv, test by test, with the reason. What is written for
// the tests of canonical N-Triples and N-Quads has to be their expected file, byte by byte.
import { readFileSync } from 'node:fs'
import { write, writers } from './lib/driver.mjs'
import { parsers } from './lib/parsers.mjs'
import { fault, hasBlank } from './lib/sayable.mjs'
import { parseFile, statementsOf, suite, suiteNames } from './lib/suites.mjs'
import { checkTable } from './lib/table.mjs'
import { difference, Tally, tell, trust } from './lib/tally.mjs'
import { key, line, rdf, skolem, skolemised, xsd } from './lib/terms.mjs'

const lines = statements => statements.map(line)
const readers = ['oxigraph', 'n3']
const noTerm = 'base direction' // the program's terms have no place for it, so there is nothing to send

// A prefix for each namespace of the file, so that as much is shortened as can be.
function prefixesFor (statements) {
  const namespaces = new Set([rdf, xsd])
  for (const term of statements.flat()) if (term.iri) namespaces.add(term.iri.replace(/[^/#]*$/, ''))
  return [...namespaces].slice(0, 12).map((iri, i) => ({ prefix: i ? `p${i}` : '', iri }))
}

// The statements of the test, and its cases: one for each writer, with what that cannot say.
function casesOf (test) {
  const read = statementsOf(parseFile(test.file, test.base))
  const statements = skolemised(read)
  const blank = read.some(hasBlank)
  return writers.map(writer => ({
    test, writer, statements, blank, prefixes: prefixesFor(statements),
    why: statements.map(s => fault(writer, s)).find(Boolean) ?? ''
  }))
}

async function roundTrip ({ writer, statements }, answer) {
  if (answer.status) return `refused: ${answer.finding}`
  for (const name of readers) {
    if (!parsers[name].reads.includes(writer)) continue
    const again = await parsers[name].parse(writer, answer.text)
    const problem = difference(lines(again), lines(statements))
    if (problem) return `${name} reads something else\n${problem}\n${answer.text}`
  }
}

const canonicalOf = name => ({ 'n-triples-c14n': 'ntriples', 'n-quads-c14n': 'nquads' })[name]

function canonical ({ test }, answer) {
  const labels = new Map()
  const named = readFileSync(test.result, 'utf8').replace(/_:(\w+)/g, (all, label) => {
    if (!labels.has(label)) labels.set(label, key(skolem(labels.size)))
    return labels.get(label)
  })
  const expected = named.split('\n').filter(Boolean)
  const got = answer.text.split('\n').filter(Boolean)
  return JSON.stringify([...new Set(got)].sort()) === JSON.stringify(expected.sort()) ? '' : `expected:\n${expected.join('\n')}\nwritten:\n${got.join('\n')}`
}

const unwritten = new Set()
let replaced = 0
for (const name of suiteNames) {
  const tests = suite(name).filter(test => test.kind !== 'negative')
  const tally = new Tally(`${name}, written`)
  const exact = new Tally(`${name}, canonical`)
  const cases = tests.flatMap(casesOf)
  const sent = cases.filter(one => one.why !== noTerm)
  const answers = new Map(write(sent).map((answer, i) => [sent[i], answer]))
  const through = new Set()
  for (const one of cases) {
    const what = `${one.test.name} as ${one.writer}`
    const answer = answers.get(one)
    if (one.why) {
      unwritten.add([one.test.name, one.writer, one.why].join('\t'))
      if (answer) tally.count(what, answer.status ? '' : `written, although it has ${one.why}:\n${answer.text}`)
      continue
    }
    through.add(one.test.name)
    await tally.try(what, () => roundTrip(one, answer))
    if (canonicalOf(name) === one.writer) exact.count(what, canonical(one, answer))
  }
  replaced += new Set(cases.filter(c => c.blank && !c.why).map(c => c.test.name)).size
  tally.end()
  if (canonicalOf(name)) {
    exact.end()
    trust(`W3C ${name}: canonical output`, 'all without base direction', `${exact.passed} of ${exact.passed + exact.failed}`)
  }
  trust(`W3C ${name}: written and read again`, 'all that can be said', `${tally.passed} of ${tally.passed + tally.failed} (${through.size} of ${tests.length} tests, each with every writer that can say it)`)
}
const table = new Tally('unwritten.tsv')
checkTable(table, 'unwritten.tsv', unwritten)
table.end()
console.log(`# ${replaced} tests with blank nodes were written with IRIs in their place`)
tell()
