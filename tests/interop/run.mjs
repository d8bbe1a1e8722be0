// Runs the test files, two at a time, the longest first, with the stores beside them, and adds up what each counts in its
// last line.
import { spawn } from 'node:child_process'
import { appendFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const longest = ['shacl.test.mjs', 'formats.test.mjs', 'formats-corpora.test.mjs', 'queries.test.mjs', 'questions-comunica.test.mjs', 'questions-oxigraph.test.mjs']
const rank = name => (longest.indexOf(name) + 1) || longest.length + 1
// "stores" and "stores/PART" choose what stores/run.py does, other words test files.
const parts = process.argv.slice(2).filter(word => /^stores(\/|$)/.test(word))
const wanted = process.argv.slice(2).filter(word => !parts.includes(word))
const withStores = parts.length > 0 || !wanted.length
const files = parts.length && !wanted.length ? [] :  readdirSync(here).filter(name => name.endsWith('.test.mjs'))
  .filter(name => !wanted.length || wanted.some(part => name.includes(part)))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))

const total = { passed: 0, failed: 0, skipped: 0 }

// One row of the record of trust; the stores write theirs themselves.
function record (name, passed, failed) {
  if (!process.env.ANNO_TRUST || name === 'stores') return
  const part = name.replace('.test.mjs', '')
  appendFileSync(join(process.env.ANNO_TRUST, 'stores.tsv'), `interop: ${part}\tall\t${passed} of ${passed + failed}\tsh tests/interop/run.sh ${part}\n`)
}

function runFile (name, command = [process.execPath, join(here, name)]) {
  return new Promise(resolve => {
    const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    child.stdout.on('data', data => { out += data })
    child.stderr.on('data', data => { out += data })
    child.on('close', (code, signal) => {
      const count = /^# (\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(out)
      process.stdout.write(`== ${name}\n${out}`)
      if (count) {
        total.passed += Number(count[1])
        total.failed += Number(count[2])
        total.skipped += Number(count[3])
        record(name, Number(count[1]), Number(count[2]))
      }
      // A file that breaks off has no count; one that ends badly although all passed has lost a check.
      if (!count || (code !== 0 && count[2] === '0')) {
        total.failed++
        console.log(`not ok - ${name} ended with ${signal ?? code}`)
      }
      resolve()
    })
  })
}

const queue = [...files]
const worker = async () => { while (queue.length) await runFile(queue.shift()) }
const stores = async () => {
  if (!withStores) return
  const chosen = parts.filter(part => part.includes('/')).map(part => part.slice('stores/'.length))
  await runFile('stores', ['sh', join(here, 'stores', 'run.sh'), ...chosen])
}
await Promise.all([stores(), worker(), worker()])
if (!files.length && !withStores) {
  total.failed++
  console.log('not ok - no test file')
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed ? 1 : 0
