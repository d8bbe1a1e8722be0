// The competency questions: each .rq has an .expected.json beside it with the variables and the set of rows, as text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, sameSet } from './check.mjs'
import { ontology, queriesIn, query } from './program.mjs'

export const questions = queriesIn('questions').map(name => ({
  id: name.slice(0, -3),
  query: query(join('questions', name)),
  ...JSON.parse(readFileSync(join(ontology, 'queries', 'questions', name.replace(/rq$/, 'expected.json')), 'utf8'))
}))

// A row as one string: the values of the expected variables in order, so a variable that is missing shows.
export async function answer (engine, question) {
  const rows = await engine.ask(question.query)
  return rows.map(row => JSON.stringify(question.vars.map(name => row[name]?.value ?? null)))
}

export const expectedRows = question => question.rows.map(row => JSON.stringify(row))

export async function answersExactly (engine, question) {
  if (!question.rows.length) fail(`${question.id}.expected.json has no row, so it could not fail`)
  sameSet(await answer(engine, question), expectedRows(question))
}
