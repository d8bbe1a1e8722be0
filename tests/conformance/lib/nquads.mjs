// A reader of N-Triples and N-Quads (RDF 1.2) that shares nothing with the program or any library: the reference that
// the others are held against. It takes one statement a line, and throws at whatever it does not know.
import { iri, literal } from './terms.mjs'

const token = /[ \t]*(?:(<<\()|(\)>>)|<([^<>"{}|^`\x00-\x20]*)>|_:([^\s<"]+)|"((?:[^"\\\n\r]|\\.)*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)(?:--(ltr|rtl))?|\^\^<([^<>"{}|^`\x00-\x20]*)>)?|(\.[ \t]*(?:#.*)?$))/y
const short = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f', '"': '"', "'": "'", '\\': '\\' }

function unescaped (text, known = short) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (all, four, eight, one) => {
    if (one !== undefined && known[one] === undefined) throw new Error(`the escape ${all}`)
    return one !== undefined ? known[one] : String.fromCodePoint(parseInt(four ?? eight, 16))
  })
}

function statement (text) {
  let at = 0
  const next = () => {
    token.lastIndex = at
    const found = token.exec(text)
    if (!found) throw new Error(`not a statement: ${text}`)
    at = token.lastIndex
    const [, open, close, name, blank, lexical, language, direction, datatype, end] = found
    if (open) return { triple: [next(), next(), next()], close: next().close || fail() }
    if (close) return { close }
    if (end) return { end }
    if (name !== undefined) return iri(unescaped(name, {}))
    if (blank !== undefined) return { blank }
    return { ...literal(unescaped(lexical), { language, datatype: datatype && unescaped(datatype, {}) }), ...(direction ? { direction } : {}) }
  }
  const fail = () => { throw new Error(`not a statement: ${text}`) }
  const terms = []
  for (let term = next(); !term.end; term = next()) terms.push(term)
  if (terms.length < 3 || terms.length > 4 || terms.some(t => t.close && !t.triple)) fail()
  return terms.map(({ close, ...term }) => term)
}

export const readLines = text => text.split(/\r\n|[\n\r]/).filter(line => !/^[ \t]*(#.*)?$/.test(line)).map(statement)
