// Runs the program under test on the repository's corpus.
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
export const corpus = join(repository, 'data', 'us-russia-cyber')
export const ontology = join(repository, 'ontology')
export const documents = readdirSync(corpus).filter(name => name.endsWith('.ann')).map(name => name.slice(0, -4)).sort()

export const formats = {
  turtle: 'text/turtle', trig: 'application/trig', nquads: 'application/n-quads', ntriples: 'application/n-triples'
}

export function exported (input = corpus, { to = 'turtle', claims = 'node', facts = 'structural', graphs = 'none' } = {}) {
  const args = ['export', '--quiet', '--to', to, '--claims', claims, '--facts', facts, '--graphs', graphs, '-o', '-', input]
  const run = spawnSync(process.env.ANNOGRAPH, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.error) throw run.error
  if (run.status !== 0) throw new Error(`annograph ${args.join(' ')} ended with ${run.status ?? run.signal}: ${run.stderr}`)
  return { text: run.stdout, format: formats[to] }
}

export const textOf = document => [...readFileSync(join(corpus, `${document}.txt`), 'utf8')]
export const query = name => readFileSync(join(ontology, 'queries', name), 'utf8')
export const queriesIn = folder => readdirSync(join(ontology, 'queries', folder)).filter(name => name.endsWith('.rq')).sort()
