// Generated brat projects, legal but hostile: a text of odd words, and annotations of every kind over it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { character } from './generate.mjs'

const odd = ['"', '"""', "'", '\\', '\\"', '\\u0041', '\\n', ']]>', '<script>', '</a>', '&amp;', '&', '%20', '%zz', '{', '}', '#1', '@en', '^^<x:y>', '.', ';', '=HYPERLINK("x")',
  '\u202etxet', 'e\u0301', 'é', '👩‍👩‍👧', '🇨🇭', '_:b', '<<(', '--', 'T1', 'R1 Arg1:T1', 'http://example.org/a b', 'javascript:alert(1)', '../../etc', 'Путин', 'Moscow', 'Ms', 'Orlova', 'said', 'so']
const names = ['a', 'a b', 'é', 'e\u0301', 'a.b', 'a.', 'a..', '-a', '#1', 'a&b', '<a>', '"', "'", 'a%20b', 'a%zz', '~', 'a\u202eb', '🙂', 'Иванов', 'a:b', 'a;b', '{a}', 'a?b', 'a=b', 'a@b', '(a)', 'a'.repeat(120), '\\', '`', '|', '^', '$HOME', 'a\u200bb', 'a,b']
const types = ['Person', 'State', 'Organization', 'Concept', 'Passage', 'Quotation', 'Expression', 'Place', 'Time', 'Ünï', 'a.b', '-x', '1a', 'a_b', 'x/y', 'RDF', 'type', 'a-']
const events = ['Statement', 'Denial', 'Accusation', 'Publish', 'Use', 'Give', 'été', 'x.y', '_1']
const roles = ['Source', 'Content', 'Accused', 'Subject', 'Object', 'Topic', 'Ünï', 'x.y', 'Arg']
const relations = ['Post', 'Affiliation', 'LocatedIn', 'Ünï', 'x.y', '1']
const attributes = ['Negation', 'Certainty', 'Mood', 'Ünï', '1']
const values = ['Possible', 'true', '1', '"', 'é', '\\', '<b>', "a'b"]
const banned = /[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]/

// Hardly any of the characters that are trouble by themselves (U+0000, U+FFFE) unless `wild`.
function word (random, wild) {
  for (;;) {
    const made = random.chance(50) ? random.pick(odd) : random.list(1, 3, () => character(random)).join('')
    if (!banned.test(made) && made.trim() === made && (wild || !/[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/.test(made))) return made
  }
}
const phrase = (random, wild) => random.list(1, 4, () => word(random, wild)).join(' ')

// A document: { text, ann, spans: [begin, end, text] of each fragment, notes }. Offsets are in code points.
function documentOf (random, wild) {
  const words = random.list(6, 30, () => word(random, wild))
  const starts = []
  let text = ''
  for (const one of words) {
    starts.push([...text].length)
    text += one + (random.chance(10) ? '\n' : ' ')
  }
  const points = [...text]
  const span = () => {
    const first = random.below(words.length)
    const last = Math.min(words.length - 1, first + random.below(3))
    return [starts[first], starts[last] + [...words[last]].length]
  }
  const spans = []
  const notes = []
  const lines = []
  const entities = []
  const triggers = []
  for (let i = 1; i <= random.between(3, 12); i++) {
    const parts = [span()]
    if (random.chance(20)) {
      const more = span()
      if (more[0] > parts[0][1]) parts.push(more)
    }
    for (const [begin, end] of parts) spans.push([begin, end, points.slice(begin, end).join('')])
    const isEvent = random.chance(35)
    const shown = parts.map(([begin, end]) => points.slice(begin, end).join('')).join(' ').replace(/\n/g, ' ')
    const type = random.pick(isEvent ? events : types)
    lines.push(`T${i}\t${type} ${parts.map(part => part.join(' ')).join(';')}\t${shown}`)
    if (isEvent) triggers.push([`T${i}`, type])
    else entities.push(`T${i}`)
  }
  const ids = triggers.map((_, i) => `E${i + 1}`)
  triggers.forEach(([trigger, type], i) => {
    const targets = [...entities, ...ids.slice(0, i)]
    const args = targets.length ? random.list(0, 4, () => ` ${random.pick(roles)}:${random.pick(targets)}`) : []
    lines.push(`E${i + 1}\t${type}:${trigger}${[...new Set(args)].join('')}`)
  })
  const targets = [...entities, ...ids]
  if (entities.length > 1) random.list(0, 3, () => 0).forEach((_, i) => lines.push(`R${i + 1}\t${random.pick(relations)} Arg1:${random.pick(entities)} Arg2:${random.pick(entities)}`))
  if (targets.length) {
    const given = new Set()
    random.list(0, 4, () => [random.pick(attributes), random.pick(targets)]).forEach(([name, target], i) => {
      if (given.has(`${name} ${target}`)) return
      given.add(`${name} ${target}`)
      lines.push(`A${i + 1}\t${name} ${target}${random.chance(50) ? ` ${random.pick(values)}` : ''}`)
    })
    random.list(0, 4, () => phrase(random, wild)).forEach((note, i) => {
      notes.push(note)
      lines.push(`#${i + 1}\tAnnotatorNotes ${random.pick(targets)}\t${note}`)
    })
  }
  if (entities.length && random.chance(50)) lines.push(`N1\tReference ${random.pick(entities)} Wikidata:Q${random.between(1, 99)}\t${phrase(random, wild)}`)
  return { text, ann: lines.join('\n') + '\n', spans, notes, targets }
}

// Writes a project below `folder`; `wild`: with all characters that a text can have.
export function project (random, folder, wild) {
  mkdirSync(folder, { recursive: true })
  const documents = new Map()
  for (const name of random.list(2, 4, () => random.pick(names))) documents.set(name, documentOf(random, wild))
  for (const [name, { text, ann }] of documents) {
    writeFileSync(join(folder, `${name}.txt`), text)
    writeFileSync(join(folder, `${name}.ann`), ann)
  }
  return [...documents.values()]
}
