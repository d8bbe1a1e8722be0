// ask.mjs FORMAT FILE: loads the file into the Oxigraph of npm and answers each query that a line of the standard input
// names. A line is ALL|NIL, a tab and the path of the query: ALL asks all graphs as one, NIL the default graph alone.
// For each line one line comes out: SPARQL results in JSON, or "error" and why.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Oxigraph } from '../lib/engines.mjs'
import { formats } from '../lib/program.mjs'

const [form, path] = process.argv.slice(2)
const { store } = new Oxigraph({ text: readFileSync(path, 'utf8'), format: formats[form] })
for await (const line of createInterface({ input: process.stdin })) {
  const [scope, query] = line.split('\t')
  try {
    const answer = store.query(readFileSync(query, 'utf8'), { use_default_graph_as_union: scope === 'ALL', results_format: 'json' })
    console.log(answer.replace(/[\r\n]+/g, ' '))
  } catch (error) {
    console.log(`error ${String(error).replace(/[\r\n]+/g, ' ')}`)
  }
}
