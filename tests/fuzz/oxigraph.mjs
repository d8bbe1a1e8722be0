// oxigraph.mjs FOLDER: what the fuzz target "write" put there, read by oxigraph. Each NUMBER.WRITER.SUFFIX is read
// strictly and has the statements of NUMBER.WRITER.want.nq. The last line is "N passed, N failed".
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(new URL('../interop/package.json', import.meta.url))
const oxigraph = require('oxigraph')

const formats = {
  nt: 'application/n-triples',
  nq: 'application/n-quads',
  ttl: 'text/turtle',
  trig: 'application/trig',
  rdf: 'application/rdf+xml',
}

const written = (quads) => [...new Set(quads.map(String))].sort().join('\n')
const parse = (path, format) => oxigraph.parse(readFileSync(path, 'utf8'), { format, lenient: false })

const folder = process.argv[2]
let passed = 0
let failed = 0
for (const name of readdirSync(folder).filter((n) => !n.endsWith('.want.nq')).sort()) {
  const path = join(folder, name)
  const [number, writer, suffix] = name.split('.')
  try {
    const want = written(parse(join(folder, `${number}.${writer}.want.nq`), formats.nq))
    const got = written(parse(path, formats[suffix]))
    if (want !== got) throw new Error(`other statements:\n${want}\n--\n${got}`)
    passed++
  } catch (error) {
    if (++failed <= 10) console.log(`FAILED ${name}: ${error.message}`)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed || !passed ? 1 : 0
