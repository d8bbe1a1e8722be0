// guard.rq on all that the given corpora have of each format, in the form that has the most triples and graphs.
import { basename } from 'node:path'
import { check, done, fail } from './lib/check.mjs'
import { given, guarded, names } from './lib/formats.mjs'

const form = { claims: 'graph', graphs: 'document' }
const met = new Set()
for (const folder of given) {
  await check(`${basename(folder)}: the guard finds nothing in any of its formats`, async () => {
    // What a layout describes is recognised by itself.
    for (const format of names.map(name => name === 'described' ? undefined : name)) {
      if (!format && basename(folder) !== 're3d') continue
      const triples = await guarded(format, [[folder]], form).catch(error => fail(`${format}: ${error.message}`))
      if (triples > 1000) met.add(format)
    }
  })
}
await check('the given corpora have most formats', () => {
  if (given.length && met.size < 10) fail(`only ${[...met].join(', ')}`)
})
done()
