// All questions in one engine, over the export alone and with the ontology and the rules loaded beside it: what the
// answers rest on must stand in the export, and the ontology must not add rows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, done, fail } from './check.mjs'
import { exported, formats, ontology } from './program.mjs'
import { answersExactly, questions } from './questions.mjs'

export async function runQuestions (Engine) {
  const name = Engine.name
  const data = exported()
  const vocabulary = ['annograph.ttl', 'rules/brat.ttl'].map(file => ({ text: readFileSync(join(ontology, file), 'utf8'), format: formats.turtle }))
  await check('there are fifteen questions, and each query is headed by its question', () => {
    if (questions.length !== 15) fail(`found ${questions.length}`)
    for (const { id, query, question } of questions) if (!query.startsWith(`# ${question}\n`)) fail(`${id}.rq begins with another question`)
  })
  for (const [how, sources] of [['the export alone', [data]], ['the export with the ontology', [data, ...vocabulary]]]) {
    const engine = new Engine(...sources)
    for (const question of questions) {
      await check(`${name}, ${how}: ${question.id} ${question.question}`, () => answersExactly(engine, question))
    }
  }
  done()
}
