// The parsers of others that read what we write.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { n3, oxigraph } from './packages.mjs'
import { plainStatement } from './terms.mjs'
import { readLines } from './nquads.mjs'

const media = { ntriples: 'application/n-triples', nquads: 'application/n-quads', turtle: 'text/turtle', trig: 'application/trig', rdfxml: 'application/rdf+xml' }
const n3Names = { ntriples: 'N-Triples', nquads: 'N-Quads', turtle: 'Turtle', trig: 'TriG' }
const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let files = 0

// rapper and serdi end with status 0 after some errors, so a word on standard error is one; but not what rapper only
// remarks, of properties in the namespace of RDF, with status 2.
const remark = /^rapper: Warning - .* is an unknown RDF namespaced (element|attribute)\.\n/gm
function tool (command, args, text) {
  const file = join(folder, String(files++))
  writeFileSync(file, text)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args(file), { stdio: ['ignore', 'pipe', 'pipe'] })
    const out = []
    let errors = ''
    child.stdout.on('data', data => out.push(data))
    child.stderr.on('data', data => { errors += data })
    child.on('error', reject)
    child.on('close', status => {
      rmSync(file)
      const warned = status === 2 && remark.test(errors)
      errors = errors.replace(remark, '')
      if ((status !== 0 && !warned) || errors) reject(new Error(`${command} ended with ${status}: ${errors.slice(0, 500)}`))
      else resolve(Buffer.concat(out).toString('utf8'))
    })
  })
}

export const parsers = {
  oxigraph: { reads: Object.keys(media), parse: async (format, text) => oxigraph.parse(text, { format: media[format] }).map(plainStatement) },
  n3: { reads: Object.keys(n3Names), parse: async (format, text) => new n3.Parser({ format: n3Names[format] }).parse(text).map(plainStatement) },
  serdi: { reads: Object.keys(n3Names), parse: async (format, text) => readLines(await tool('serdi', file => ['-i', format, '-o', 'nquads', file], text)) },
  rapper: { reads: Object.keys(media), parse: async (format, text) => readLines(await tool('rapper', file => ['-q', '-i', format, '-o', 'nquads', file, 'http://example.org/base'], text)) }
}
