import { Comunica } from './lib/engines.mjs'
import { runQuestions } from './lib/question-suite.mjs'

await runQuestions(Comunica)
