// convert.mjs FORMAT FILE: reads the file with n3 and writes its statements as N-Quads with n3.
import { readFileSync } from 'node:fs'
import { Parser, Writer } from 'n3'
import { formats } from '../lib/program.mjs'

const [form, path] = process.argv.slice(2)
const quads = new Parser({ format: formats[form] }).parse(readFileSync(path, 'utf8'))
process.stdout.write(new Writer({ format: 'N-Quads' }).quadsToString(quads))
