// The program's writers, parsers and line check, by way of conform_driver.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repository } from './packages.mjs'
import { together } from './terms.mjs'

const path = process.env.CONFORM_DRIVER ?? join(repository, 'build', 'tests', 'conformance', 'conform_driver')
export const writers = ['ntriples', 'nquads', 'turtle', 'trig', 'rdfxml']

// A Buffer goes as its bytes, so that what is no UTF-8 can be sent.
const field = value => [...Buffer.from(value)].map(c => c > 0x20 && c < 0x7f && c !== 0x25 ? String.fromCharCode(c) : `%${c.toString(16).toUpperCase().padStart(2, '0')}`).join('')

function termLines (term) {
  if (term.iri !== undefined) return [`iri\t${field(term.iri)}`]
  if (term.triple) return ['triple', ...term.triple.flatMap(termLines)]
  return [`literal\t${field(term.text)}\t${field(term.language)}\t${field(term.datatype)}`]
}

const event = item => Array.isArray(item)
  ? [...item.flatMap(termLines), '.']
  : item.prefix !== undefined ? [`prefix\t${field(item.prefix)}\t${field(item.iri)}`] : item.section !== undefined ? [`section\t${field(item.section)}`] : ['break']

function run (args, input) {
  const done = spawnSync(path, args, { input, maxBuffer: 1 << 30 })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`conform_driver ${args[0]} ended with ${done.status ?? done.signal}: ${done.stderr}`)
  const parts = done.stdout.toString('utf8').split('\0')
  const answers = []
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [status, ...finding] = parts[i + 1].split('\t')
    answers.push({ text: parts[i], status: Number(status), finding: finding.join('\t') })
  }
  return answers
}

// cases: { writer, events } or { writer, prefixes, statements }; an event is a statement, { prefix, iri }, { section } or
// { break: true }. Each is answered with { text, status, finding }.
export function write (cases) {
  const lines = cases.flatMap(({ writer, events, prefixes = [], statements }) =>
    [`writer\t${writer}`, ...(events ?? [...prefixes, ...together(statements)]).flatMap(event), 'end'])
  const answers = run(['write'], lines.join('\n') + '\n')
  if (answers.length !== cases.length) throw new Error(`${answers.length} answers to ${cases.length} cases`)
  return answers
}
export const read = (piece, files) => run(['read', String(piece), ...files])
export const checkLines = files => run(['check', ...files])
