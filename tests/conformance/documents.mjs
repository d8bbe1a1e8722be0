// Generated brat projects, exported in every format and mode: the four parsers read the same statements in each, those
// that a reader of lines finds in the N-Quads; RDF/XML is written if and only if it can say them; and the spans, their
// text and the notes are in there as they were. COUNT / 3 projects from SEED.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { project } from './lib/brat.mjs'
import { readLines } from './lib/nquads.mjs'
import { knownBugs } from './lib/known.mjs'
import { writers } from './lib/driver.mjs'
import { parsers } from './lib/parsers.mjs'
import { Random } from './lib/random.mjs'
import { fault, unsure } from './lib/sayable.mjs'
import { difference, Tally, tell, trust } from './lib/tally.mjs'
import { line } from './lib/terms.mjs'

const count = Math.ceil(Number(process.env.COUNT ?? 60) / 3)
const seed = Number(process.env.SEED ?? 1)
const nif = 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#'
const modes = ['node', 'reification', 'graph', 'rdf12', 'flat']

function exported (input, format, options) {
  const run = spawnSync(process.env.ANNOGRAPH, ['export', '--to', format, ...options, input], { maxBuffer: 1 << 28, encoding: 'utf8' })
  if (run.error) throw run.error
  return run
}

// What the documents said that has to be in the statements.
function kept (documents, statements) {
  const said = (predicate, about) => new Map(statements.filter(s => s[1].iri === predicate).map(s => [`${s[0].iri} ${about ? s[2].text : ''}`, s[2].text]))
  const begins = said(nif + 'beginIndex')
  const ends = said(nif + 'endIndex')
  const texts = said(nif + 'anchorOf')
  const spans = new Set([...texts].map(([about, text]) => `${begins.get(about)} ${ends.get(about)} ${text}`))
  const literals = new Set(statements.map(s => s[2].text).filter(text => text !== undefined))
  const lost = documents.flatMap(d => d.spans.map(part => part.join(' '))).filter(span => !spans.has(span))
  const silent = documents.flatMap(d => d.notes).filter(note => !literals.has(note))
  return [...lost.map(span => `no span ${JSON.stringify(span)}`), ...silent.map(note => `no note ${JSON.stringify(note)}`)].join('\n')
}

const same = Object.fromEntries(Object.keys(parsers).map(name => [name, new Tally(`generated projects, read by ${name}`)]))
const exact = new Tally('generated projects, canonical')
const content = new Tally('generated projects, nothing lost')
const xml = new Tally('generated projects, RDF/XML only where it can')
const lines = statements => statements.map(line)

async function formats (what, input, options, reference) {
  for (const writer of writers.filter(w => w !== 'nquads')) {
    const graphs = reference.some(statement => statement[3])
    if (graphs && writer !== 'trig') continue
    const run = exported(input, writer, options)
    const faults = reference.map(statement => fault(writer, statement)).filter(Boolean)
    if (writer === 'rdfxml') {
      const wanted = options.includes('rdf12') ? 2 : faults.some(f => f !== unsure) ? 4 : 0
      const good = run.status === wanted || (wanted === 0 && run.status === 4 && faults.length)
      xml.count(what, good ? '' : `status ${run.status}, not ${wanted} (${faults[0] ?? 'no fault'}): ${run.stderr}`)
    } else if (run.status !== 0) xml.count(what, `${writer}: status ${run.status}: ${run.stderr}`)
    if (run.status === 0) await read(what, writer, run.stdout, reference)
  }
}

async function read (what, writer, text, reference) {
  for (const [name, parser] of Object.entries(parsers)) {
    if (!parser.reads.includes(writer)) continue
    const bugs = knownBugs.filter(bug => bug.parser === name && (bug.writers ?? writers).includes(writer))
    if (reference.some(statement => bugs.some(bug => bug.hits(statement, writer)))) continue
    await same[name].try(`${what} as ${writer}`, async () => difference(lines(await parser.parse(writer, text)), lines(reference)))
  }
}

console.log(`SEED=${seed} COUNT=${count * 3}`)
const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (let i = 0; i < count; i++) {
  const random = new Random(seed * 7919 + i)
  const input = join(folder, String(i))
  const documents = project(random, input, i % 3 === 2)
  const options = ['--claims', modes[i % modes.length], ...(random.chance(60) ? ['--rules', 'brat'] : []), ...(random.chance(30) ? ['--graphs', 'document'] : [])]
  const what = `project ${i} of SEED=${seed} with ${options.join(' ')}`
  const run = exported(input, 'nquads', options)
  if (run.status !== 0 || !/ 0 errors/.test(run.stderr)) {
    exact.count(what, `status ${run.status}: ${run.stderr}`)
    continue
  }
  const reference = readLines(run.stdout)
  exact.count(what, run.stdout === lines(reference).map(text => text + '\n').join('') ? '' : 'not canonical')
  // Flat claims describe no attributions, so their spans and notes are not there.
  if (!options.includes('flat')) content.count(what, kept(documents, reference))
  await read(what, 'nquads', run.stdout, reference)
  await formats(what, input, options, reference)
}
for (const [name, tally] of Object.entries(same)) {
  tally.end()
  trust(`generated brat projects, every format and mode: ${name} reads the same`, 'all', `${tally.passed} of ${tally.passed + tally.failed} files`, 'sh tests/conformance/run.sh documents')
}
for (const tally of [exact, content, xml]) tally.end()
trust('generated brat projects: spans, texts and notes come through', 'all', `${content.passed} of ${content.passed + content.failed} projects`, 'sh tests/conformance/run.sh documents')
tell()
