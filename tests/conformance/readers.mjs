// The tests of the W3C through our own parsers, which read RDF for `draw` and `merge`: what is legal is read, whole and
// in pieces as small as they come, and means what oxigraph reads in it; what is not legal is refused. N-Triples and
// N-Quads are read by our code, Turtle and TriG by raptor behind it: where that knows better or worse than the
// specification is in misread.tsv, test by test. The check of single lines reads RDF 1.2, too.
import { checkLines, read } from './lib/driver.mjs'
import { isomorphic } from './lib/packages.mjs'
import { parseFile, parseText, suite } from './lib/suites.mjs'
import { checkTable, rows } from './lib/table.mjs'
import { Tally, tell, trust } from './lib/tally.mjs'

const base = 'file:///' // what our parser resolves relative IRIs against
const fold = text => text.replace(/"@[A-Za-z0-9-]+/g, tag => tag.toLowerCase())

// What is wrong with an answer: nothing, or one of a few words that misread.tsv has.
function verdict (test, answer) {
  if (test.kind === 'negative') return answer.status ? '' : 'taken, although it is not legal'
  if (answer.status) return 'refused, although it is legal'
  const got = parseText(fold(answer.text), 'application/n-quads')
  return isomorphic(got, parseFile(test.file, base)) ? '' : 'read as something else'
}

const known = new Map(rows('misread.tsv').map(row => row.split('\t')).map(([name, what, why]) => [`${name}\t${what}`, why]))
const found = new Set()

for (const name of ['n-triples', 'n-quads', 'turtle', 'trig']) {
  const tests = suite(name)
  const tally = new Tally(`${name}, read`)
  const odd = new Set()
  for (const piece of [0, 1]) {
    const answers = read(piece, tests.map(test => test.file))
    for (const [i, test] of tests.entries()) {
      const what = `${test.name} in pieces of ${piece || 'the usual number of'} bytes`
      await tally.try(what, () => {
        const wrong = verdict(test, answers[i])
        if (!wrong) return ''
        odd.add(test.name)
        const row = `${test.name}\t${wrong}`
        found.add(`${row}\t${known.get(row) ?? '?'}`)
        return known.has(row) ? '' : `${wrong} ${answers[i].finding}\n${answers[i].text}`
      })
    }
  }
  tally.end()
  trust(`W3C ${name}: read by \`draw\``, `all ${tests.length}, exceptions listed`, `${tests.length - odd.size} of ${tests.length}, ${odd.size} listed with the reason in tests/conformance/misread.tsv`)
}

for (const name of ['n-triples', 'n-quads', 'n-triples-12', 'n-quads-12']) {
  const tests = suite(name)
  const tally = new Tally(`${name}, checked by line`)
  const answers = checkLines(tests.map(test => test.file))
  let odd = 0
  for (const [i, test] of tests.entries()) {
    const legal = test.kind !== 'negative'
    const wrong = legal === !answers[i].status ? '' : legal ? 'refused, although it is legal' : 'taken, although it is not legal'
    const listed = known.has(`${test.name}\t${wrong}`)
    if (wrong) odd++
    tally.count(test.name, listed ? '' : wrong && `${wrong} ${answers[i].finding}`)
  }
  tally.end()
  trust(`W3C ${name}: checked line by line by \`merge\``, `all ${tests.length}, exceptions listed`, `${tests.length - odd} of ${tests.length}`)
}

const table = new Tally('misread.tsv')
checkTable(table, 'misread.tsv', found)
for (const row of found) table.count(row, row.endsWith('\t?') ? 'no reason is given' : '')
table.end()
tell()
