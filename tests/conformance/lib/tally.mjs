// Counts what passed and failed, tells each failure, and notes a property in the record that ANNO_TRUST names.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

const SHOWN = 40 // failures told of one suite

const all = []

export class Tally {
  constructor (name) {
    Object.assign(this, { name, passed: 0, failed: 0 })
    all.push(this)
  }

  // `problem`: what is wrong, or nothing.
  count (what, problem) {
    if (!problem) return this.passed++
    if (this.failed++ < SHOWN) console.log(`not ok - ${this.name}: ${what}\n${String(problem).replace(/^/gm, '    ')}`)
  }

  // Runs `body`; what it throws, or returns, is the problem.
  async try (what, body) {
    try {
      this.count(what, await body())
    } catch (error) {
      this.count(what, error.stack ?? error)
    }
  }

  end () {
    console.log(`${this.name}: ${this.passed} of ${this.passed + this.failed}`)
    if (!this.passed && !this.failed) this.count('at least one check', 'nothing was checked')
    return this
  }
}

// The last line of a file of checks, and its exit status.
export function tell () {
  const sum = what => all.reduce((n, tally) => n + tally[what], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') ? 1 : 0
}

export function trust (property, target, measured, how = 'sh tests/conformance/run.sh') {
  if (!process.env.ANNO_TRUST) return
  appendFileSync(join(process.env.ANNO_TRUST, 'conformance.tsv'), [property, target, measured, how].join('\t') + '\n')
}

// What differs between two collections of strings as sets; '' if nothing does.
export function difference (got, wanted) {
  const a = new Set(got)
  const b = new Set(wanted)
  const list = items => items.slice(0, 5).map(x => `\n  ${x}`).join('') + (items.length > 5 ? `\n  ... ${items.length} in all` : '')
  const missing = [...b].filter(x => !a.has(x))
  const extra = [...a].filter(x => !b.has(x))
  return (missing.length ? `missing:${list(missing)}\n` : '') + (extra.length ? `not expected:${list(extra)}` : '')
}
