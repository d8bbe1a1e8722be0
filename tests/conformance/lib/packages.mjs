// The packages that tests/interop installs, for the suites here: one lock file, one installation.
import { webcrypto } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const here = dirname(dirname(fileURLToPath(import.meta.url)))
export const repository = join(here, '..', '..')
const find = createRequire(join(repository, 'tests', 'interop', 'package.json'))
const load = async name => import(pathToFileURL(find.resolve(name)))

// Oxigraph draws random numbers from it; Node 18 has it, but not as a global.
globalThis.crypto ??= webcrypto
const module = await load('oxigraph')
export const oxigraph = module.default ?? module
export const n3 = await load('n3')
export const { isomorphic } = await load('rdf-isomorphic')
