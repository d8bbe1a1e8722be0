// The committed tables of what is known: rows of fields behind tabs, in which a line that begins with # is a comment. A
// table is as much a claim as a test: a row that is not needed is a failure, and so is one that is missing.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here } from './packages.mjs'

const path = name => join(here, name)

// Rows as strings.
export const rows = name => readFileSync(path(name), 'utf8').split('\n').filter(row => row && !row.startsWith('#'))

// Counts each row, found or committed. With ANNO_UPDATE=1 the table becomes what was found; its comments stay.
export function checkTable (tally, name, found) {
  if (process.env.ANNO_UPDATE === '1') {
    const comments = readFileSync(path(name), 'utf8').split('\n').filter(row => row.startsWith('#'))
    writeFileSync(path(name), [...comments, ...[...found].sort(), ''].join('\n'))
  }
  const listed = new Set(rows(name))
  const there = new Set(found)
  for (const row of there) tally.count(row, listed.has(row) ? '' : `not in ${name}`)
  for (const row of listed) if (!there.has(row)) tally.count(row, `in ${name}, but not found any more`)
}
