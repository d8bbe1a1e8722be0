// A question is answered by the annotation that answers it: in a copy without it (and without what refers to it) the
// answer is gone. The same document untouched answers, so it is the deletion that takes the answer away.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, done, fail, sameSet } from './lib/check.mjs'
import { Oxigraph } from './lib/engines.mjs'
import { corpus, documents, exported, textOf } from './lib/program.mjs'
import { answer, expectedRows, questions } from './lib/questions.mjs'
import { select, without } from './lib/brat.mjs'

// Which annotation answers: its document, its type, its words, the text around it.
const answering = {
  a01: { document: '003', type: 'Use', around: /virtually never been used/ },
  a02: { document: '003', type: 'Use', around: /hardly ever used/ },
  a03: { document: '003', type: 'Activate', words: /^activated$/ },
  a04: { document: '003', type: 'Assessment', words: /opposite\sconclusion$/ },
  a05: { document: '002', type: 'Accusation', words: /^blamed$/ },
  a06: { document: '002', type: 'Denial', words: /^denied$/, around: /categorically/ },
  a07: { document: '002', type: 'Report', words: /^reported$/, around: /Huntress Labs/ },
  a08: { document: '000', type: 'Foresee', around: /establishing a working group/ },
  a09: { document: '000', type: 'Agree', words: /^reached$/ },
  a10: { document: '000', type: 'BasedOn', words: /^based on$/ },
  a11: { document: '004', type: 'Discuss', around: /discussed forming an impenetrable/ },
  a12: { document: '004', type: 'Person', words: /^Krutskikh$/, around: /reportedly told/ },
  a13: { document: '004', type: 'TakePart', words: /^participating$/ },
  a14: { document: '002', type: 'Coordinate', around: /from America/ },
  a15: { document: '001', type: 'Accusation', words: /^indicted$/ }
}
// Also what repeats the answer elsewhere in the document.
const repeated = {
  a11: [{ type: 'Discuss', around: /Putin and I discussed/ }],
  a15: [{ type: 'Indict', words: /^indicted$/ }]
}

const copy = mkdtempSync(join(tmpdir(), 'annograph-ablation-'))
try {
  cpSync(corpus, copy, { recursive: true })
  for (const question of questions) {
    await check(`without its annotation ${question.id} has no answer: ${question.question}`, async () => {
      const rule = answering[question.id] ?? fail('the table has no row for it')
      const document = documents.find(name => name.startsWith(rule.document))
      const text = textOf(document)
      const path = join(copy, `${document}.ann`)
      const annotation = readFileSync(join(corpus, `${document}.ann`), 'utf8')
      const ids = [rule, ...repeated[question.id] ?? []].flatMap(r => {
        const found = select(annotation, text, r)
        if (!found.length) fail(`no ${r.type} ${r.words ?? ''} ${r.around ?? ''} in ${document}`)
        return found
      })
      const expected = expectedRows(question)
      const ask = async () => answer(new Oxigraph(exported(path)), question)
      writeFileSync(path, annotation)
      sameSet(await ask(), expected, 'rows of the untouched document')
      writeFileSync(path, without(annotation, ids))
      const left = new Set(await ask())
      writeFileSync(path, annotation)
      if (expected.every(row => left.has(row))) fail(`deleted ${ids.join(', ')} of ${document}, and the answer is still complete`)
    })
  }
} finally {
  rmSync(copy, { recursive: true })
}
done()
