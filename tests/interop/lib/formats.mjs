// What there is to export in each input format: the cases of its reader, and the given corpora.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { none } from './check.mjs'
import { Oxigraph, key } from './engines.mjs'
import { formats, query, repository } from './program.mjs'

const cases = join(repository, 'tests', 'read')
const corpora = process.env.ANNOGRAPH_CORPORA || join(repository, '..', 'shared', 'corpora')
const listed = spawnSync(process.env.ANNOGRAPH, ['list', 'formats'], { encoding: 'utf8' }).stdout
export const names = [...listed.matchAll(/^  (\w+) /mg)].map(match => match[1]).sort()
export const given = existsSync(corpora) ? readdirSync(corpora, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => join(corpora, entry.name)).sort() : []

// The arguments for all cases of a format: one corpus, but where each has a layout of its own.
export function inputs (format) {
  const folder = join(cases, format)
  const described = readdirSync(folder).filter(name => existsSync(join(folder, name, 'layout.ttl')))
  if (!described.length) return [[folder]]
  return described.map(name => ['--base', `http://example.org/${name}/`, '--rules', join(folder, name, 'layout.ttl'), join(folder, name)])
}

// Documents with errors are left out of the export (status 6), or cannot be read at all (3).
export function exportAs (format, input, { claims = 'node', facts = 'structural', graphs = 'none' } = {}) {
  const args = ['export', '--quiet', ...format ? ['--from', format] : [], '--to', 'nquads', '--claims', claims, '--facts', facts, '--graphs', graphs, ...input]
  const run = spawnSync(process.env.ANNOGRAPH, args, { encoding: 'utf8', maxBuffer: 1 << 29 })
  if (run.error) throw run.error
  if (![0, 3, 6].includes(run.status)) throw new Error(`annograph ${args.join(' ')} ended with ${run.status ?? run.signal}: ${run.stderr.slice(0, 500)}`)
  return { text: run.stdout, format: formats.nquads }
}

export const rows = found => found.map(row => Object.values(row).map(key).join(' '))

// Nothing stands as a fact, in whatever graph, and no node is blank. Gives the number of triples.
const guard = query('guard.rq')
export async function guarded (format, input, form) {
  const exports = input.map(one => exportAs(format, one, form))
  none(exports.flatMap(({ text }) => text.match(/^(_:|<[^>]*> <[^>]*> _:).*/mg) ?? []), 'triples with a blank node')
  const engine = new Oxigraph(...exports)
  none(rows(await engine.ask(guard)), 'triples found')
  if (form.claims === 'graph' || form.graphs === 'document') none(rows(await engine.ask(guard, { union: true })), 'triples found in the union of all graphs')
  return engine.store.size
}
