// The queries that come with the ontology run in both engines and give the same rows.
import { check, done, fail, sameSet, some } from './lib/check.mjs'
import { Comunica, Oxigraph, rowKeys } from './lib/engines.mjs'
import { exported, queriesIn, query, textOf } from './lib/program.mjs'

const data = exported()
const oxigraph = new Oxigraph(data)
const comunica = new Comunica(data)

for (const name of queriesIn('')) {
  await check(`${name} gives the same in Oxigraph and Comunica`, async () => {
    const a = await oxigraph.ask(query(name))
    const b = await comunica.ask(query(name))
    if (name === 'no-blank-nodes.rq') {
      if (a !== false || b !== false) fail(`expected false, got ${a} in Oxigraph and ${b} in Comunica`)
      return
    }
    // The guard's finding nothing says something only because guard.test.mjs shows that it finds what is there.
    if (name !== 'guard.rq') some(a, 'row')
    sameSet(rowKeys(b), rowKeys(a), 'rows of Comunica and Oxigraph')
    if (a.length !== b.length) fail(`${a.length} rows in Oxigraph, ${b.length} in Comunica`)
    if (name === 'guard.rq' && a.length) fail(`${a.length} rows: ${rowKeys(a)[0]}`)
  })
}

await check('zakharova.rq finds the negated statement on the mechanism, with its words and their place', async () => {
  const rows = await oxigraph.ask(query('zakharova.rq'))
  const words = 'virtually never been used'
  const found = some(rows.filter(row => row.polarity?.value === 'negates' && row.quote?.value.includes(words)), `negated row with "${words}" among ${rows.length}`)
  for (const row of found) {
    const begin = Number(row.begin?.value ?? NaN)
    const end = Number(row.end?.value ?? NaN)
    const slice = textOf(row.document.value).slice(begin, end).join('')
    if (!slice.includes(words)) fail(`"${slice}" stands at ${begin}-${end}`)
  }
  if (rows.some(row => row.polarity?.value === 'affirms' && /\bused\b/.test(row.content.value) && row.quote?.value.includes(words))) fail('she is also listed as affirming the use')
})
done()
