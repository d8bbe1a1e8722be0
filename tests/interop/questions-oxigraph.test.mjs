import { Oxigraph } from './lib/engines.mjs'
import { runQuestions } from './lib/question-suite.mjs'

await runQuestions(Oxigraph)
