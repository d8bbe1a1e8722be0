// A check says what it checks and, when it fails, what differed. One after the other; done() writes the count.
let passed = 0
let failed = 0

export async function check (what, body) {
  try {
    await body()
    passed++
    console.log(`ok - ${what}`)
  } catch (error) {
    failed++
    const text = error instanceof Difference ? error.message : (error.stack ?? String(error))
    console.log(`not ok - ${what}\n${text.replace(/^/gm, '    ')}`)
  }
}

export class Difference extends Error {}

export function fail (message) {
  throw new Difference(message)
}

const list = items => items.slice(0, 5).map(x => `\n  ${x}`).join('') + (items.length > 5 ? `\n  … ${items.length} in all` : '')

// Both are collections of strings, compared as sets.
export function sameSet (got, expected, what = 'rows') {
  const a = new Set(got)
  const b = new Set(expected)
  const extra = [...a].filter(x => !b.has(x))
  const missing = [...b].filter(x => !a.has(x))
  if (extra.length || missing.length) {
    fail(`${what} differ;${missing.length ? ` missing:${list(missing)}` : ''}${extra.length ? `\nnot expected:${list(extra)}` : ''}`)
  }
}

export function none (items, what) {
  const found = [...items]
  if (found.length) fail(`${found.length} ${what}:${list(found)}`)
}

export function some (items, what) {
  const found = [...items]
  if (!found.length) fail(`no ${what}`)
  return found
}

export function done () {
  console.log(`# ${passed} passed, ${failed} failed, 0 skipped`)
  process.exitCode = failed ? 1 : 0
}
