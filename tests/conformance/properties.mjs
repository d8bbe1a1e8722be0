// Generated terms through every writer: oxigraph, N3.js, serdi and rapper read the same statements in each format, and
// our N-Triples and N-Quads are canonical, byte by byte. Terms that no RDF holds are refused, and only those.
// COUNT documents of 60 statements from SEED; a failure tells both, and the statements that fail alone.
import { write, writers } from './lib/driver.mjs'
import { goodIri, anyIri, anyLiteral, everything, prefix, statements as generate, text } from './lib/generate.mjs'
import { readLines } from './lib/nquads.mjs'
import { knownBugs } from './lib/known.mjs'
import { parsers } from './lib/parsers.mjs'
import { Random } from './lib/random.mjs'
import { fault, termFault, unsure } from './lib/sayable.mjs'
import { difference, Tally, tell, trust } from './lib/tally.mjs'
import { iri, line, literal, together } from './lib/terms.mjs'

const count = Number(process.env.COUNT ?? 60)
const seed = Number(process.env.SEED ?? 1)
const told = process.env.SEED || process.env.COUNT ? ` SEED=${seed} COUNT=${count}` : ''

// A document: prefixes, then statements in the order that writers want, with headings, breaks and prefixes in between.
function documentOf (random) {
  const events = random.list(0, 6, () => prefix(random))
  for (const statement of together(generate(random, 60, term => !termFault(term)))) {
    if (random.chance(4)) events.push({ section: text(random) })
    if (random.chance(3)) events.push({ break: true })
    if (random.chance(2)) events.push(prefix(random))
    events.push(statement)
  }
  return events
}

// What there is of each kind, in one.
function completeDocument () {
  const random = new Random(0)
  const events = [...random.list(20, 20, () => prefix(random))]
  for (const statement of together(everything().filter(statement => !fault('nquads', statement)))) {
    // A heading must not end before its line does.
    if (statement[2].text) events.push({ section: `${statement[2].text} <` })
    events.push(statement)
  }
  return events
}

const lines = items => items.map(line)
const only = (events, keep) => events.filter(item => !Array.isArray(item) || keep(item))
const statementsIn = events => events.filter(Array.isArray)

// What is wrong with the text that `writer` made of the events, as `parser` reads it.
async function problemOf (parser, writer, events, answer) {
  if (answer.status) return `refused: ${answer.finding}`
  try {
    return difference(lines(await parser.parse(writer, answer.text)), lines(statementsIn(events)))
  } catch (error) {
    return error.message
  }
}

// A statement that fails without the others, found by halves; not for ever, where much fails.
let looked = 0
async function culprit (parser, writer, events) {
  if (looked++ > 8) return ''
  const problemIn = async few => problemOf(parser, writer, few, write([{ writer, events: few }])[0])
  let few = events
  while (few.length > 1) {
    const half = few.length >> 1
    const prefixes = few.slice(0, half).filter(item => item.prefix !== undefined)
    if (await problemIn(few.slice(0, half))) few = few.slice(0, half)
    else if (prefixes.length < half && await problemIn([...prefixes, ...few.slice(half)])) few = [...prefixes, ...few.slice(half)]
    else break
  }
  return `smaller: ${JSON.stringify(few.slice(0, 8))}${few.length > 8 ? ` and ${few.length - 8} more` : ''}\n${await problemIn(few)}`
}

// Two at a time.
async function each (items, body) {
  const queue = [...items]
  const worker = async () => { while (queue.length) await body(queue.shift()) }
  await Promise.all([worker(), worker()])
}

async function roundTrips () {
  const same = Object.fromEntries(Object.keys(parsers).map(name => [name, new Tally(`generated documents, read by ${name}`)]))
  const exact = new Tally('generated documents, canonical')
  const tasks = []
  for (let i = 0; i <= count; i++) {
    const events = i < count ? documentOf(new Random(seed * 100003 + i)) : completeDocument()
    for (const writer of writers) {
      const sayable = only(events, s => !fault(writer, s))
      for (const [name, parser] of Object.entries(parsers)) {
        if (!parser.reads.includes(writer)) continue
        const bugs = knownBugs.filter(bug => bug.parser === name && (bug.writers ?? writers).includes(writer))
        tasks.push({ i, name, parser, writer, events: only(sayable, s => !bugs.some(bug => bug.hits(s, writer))) })
      }
    }
  }
  const answers = write(tasks)
  await each(tasks.map((task, n) => ({ ...task, answer: answers[n] })), async ({ i, name, parser, writer, events, answer }) => {
    const problem = await problemOf(parser, writer, events, answer)
    same[name].count(`document ${i} of SEED=${seed} as ${writer}`, problem && `${problem}\n${await culprit(parser, writer, events)}`)
    if (name !== 'oxigraph' || !['ntriples', 'nquads'].includes(writer)) return
    // The reader that is nobody's: what it finds is what was sent, and the text is the canonical one.
    const again = difference(lines(readLines(answer.text)), lines(statementsIn(events)))
    const bytes = answer.text === lines(statementsIn(events)).map(text => text + '\n').join('') ? '' : 'not canonical'
    exact.count(`document ${i} of SEED=${seed} as ${writer}`, again || bytes)
  })
  for (const [name, tally] of Object.entries(same)) {
    tally.end()
    trust(`generated statements, every writer: ${name} reads the same`, 'all', `${tally.passed} of ${tally.passed + tally.failed} documents`, `${told.trim()} sh tests/conformance/run.sh properties`.trim())
  }
  exact.end()
  trust('generated statements: N-Triples and N-Quads are canonical', 'all', `${exact.passed} of ${exact.passed + exact.failed} documents`, `${told.trim()} sh tests/conformance/run.sh properties`.trim())
}

// A bug that a parser no longer has must not hide others.
async function bugsAreThere () {
  const tally = new Tally('known bugs of parsers, still there')
  for (const bug of knownBugs) {
    const writer = bug.writers?.[0] ?? 'nquads'
    const events = [...bug.sample]
    const statement = statementsIn(events)[0]
    const problem = await problemOf(parsers[bug.parser], writer, events, write([{ writer, events }])[0])
    tally.count(`${bug.parser}: ${bug.why}`, !bug.hits(statement, writer) ? 'the sample is not hit' : problem ? '' : 'not there any more')
  }
  tally.end()
}

// Each statement by itself: refused if and only if the specifications say so.
async function refusals () {
  const tally = new Tally('generated terms, refused or written')
  const random = new Random(seed)
  const s = iri('http://example.org/s')
  const p = iri('http://example.org/p')
  const wrong = Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62])
  const broken = [[0xff], [0xc0, 0xaf], [0xc1, 0x81], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0x80]]
  const cases = []
  const add = statement => writers.forEach(writer => cases.push({ writer, statements: [statement], refused: fault(writer, statement) }))
  everything().forEach(add)
  for (let i = 0; i < count * 20; i++) {
    const term = anyIri(random)
    add(random.pick([[term, p, s], [s, term, s], [s, p, term], [s, p, s, term]]))
    add([goodIri(random), goodIri(random), anyLiteral(random)])
    add([s, p, { triple: [s, p, random.chance(50) ? anyIri(random) : anyLiteral(random)] }])
  }
  const literalPlaces = [[literal('a'), p, s], [s, literal('a'), s], [s, p, s, literal('a')], [{ triple: [s, p, s] }, p, s], [s, { triple: [s, p, s] }, s]]
  for (const statement of literalPlaces) add(statement)
  const bytes = []
  for (const one of [...broken.map(b => Buffer.from([0x61, ...b, 0x62])), ...broken.map(b => Buffer.from(b)), wrong])
    for (const writer of writers)
      for (const statement of [[s, p, { text: one, language: '', datatype: '' }], [s, p, { iri: Buffer.concat([Buffer.from('x:'), one]) }], [s, p, { text: 'a', language: '', datatype: Buffer.concat([Buffer.from('x:'), one]) }]])
        bytes.push({ writer, statements: [statement], refused: 'no UTF-8' })
  const all = [...cases, ...bytes]
  for (const [i, answer] of write(all.map(one => ({ writer: one.writer, events: one.statements }))).entries()) {
    const { writer, statements, refused } = all[i]
    if (refused === unsure && !answer.status) {
      tally.count(line(statements[0]), await problemOf(parsers.oxigraph, writer, statements, answer))
      continue
    }
    const what = () => refused === 'no UTF-8' ? `bytes ${JSON.stringify(statements)} as ${writer}` : `${line(statements[0])} as ${writer}, SEED=${seed}`
    if (refused) tally.count(what(), answer.status === 4 && answer.finding.startsWith('CANNOT_SAY') ? '' : `written, although it has ${refused}: ${answer.status} ${answer.finding}\n${answer.text}`)
    else tally.count(what(), answer.status ? `refused: ${answer.finding}` : '')
  }
  tally.end()
  trust('generated terms: refused if and only if RDF or the format cannot hold them', 'all', `${tally.passed} of ${tally.passed + tally.failed}`, `${told.trim()} sh tests/conformance/run.sh properties`.trim())
}

console.log(`SEED=${seed} COUNT=${count}`)
await refusals()
await roundTrips()
await bugsAreThere()
tell()
