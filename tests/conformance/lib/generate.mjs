// Terms that are hard to write: every class of code points, names at the edges of Turtle's grammar, odd lexical forms.
import { iri, literal, rdf, xsd } from './terms.mjs'

const edges = [0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0xb7, 0xd7, 0xf7, 0x2ff, 0x300, 0x36f, 0x37e, 0x1fff, 0x200b, 0x200c, 0x200d,
  0x2028, 0x2029, 0x203f, 0x2040, 0x2041, 0x206f, 0x2070, 0x218f, 0x2190, 0x2bff, 0x2c00, 0x2fef, 0x2ff0, 0x3000, 0x3001, 0xd7ff,
  0xe000, 0xf8ff, 0xf900, 0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xfeff, 0xffef, 0xfff0, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1fffd, 0x1fffe,
  0x1ffff, 0x2fffd, 0x30000, 0xdfffd, 0xe0000, 0xe0001, 0xe1000, 0xeffff, 0xf0000, 0xffffd, 0x100000, 0x10fffd, 0x10fffe, 0x10ffff]
// Of each class a first and a last character.
const classes = {
  control: [0, 0x1f], ascii: [0x20, 0x7e], punctuation: [0x21, 0x2f], c1: [0x7f, 0x9f], latin: [0xa0, 0x24f], combining: [0x300, 0x36f],
  cyrillic: [0x400, 0x4ff], hebrew: [0x590, 0x5ff], marks: [0x200b, 0x200f], bidi: [0x202a, 0x202e], isolates: [0x2066, 0x2069],
  symbols: [0x2190, 0x2bff], cjk: [0x4e00, 0x9fff], private: [0xe000, 0xf8ff], noncharacter: [0xfdd0, 0xfdef], specials: [0xfff0, 0xffff],
  emoji: [0x1f300, 0x1faff], plane2: [0x20000, 0x2a6df], tags: [0xe0000, 0xe007f], private16: [0x100000, 0x10ffff]
}
const words = ['"', '""', '"""', "'", "'''", '\\', '\\\\', '\\"', '\\u0041', '\\n', '\n', '\r', '\r\n', '\t', ' ', '  ', ']]>', '<![CDATA[',
  '<script>', '</rdf:RDF>', '&amp;', '&#0;', '&', '<', '>', '%', '%20', '%zz', '{', '}', '#', '@en', '^^', '^^<x:y>', ' .', ';', '$', '{{', '\u202etxet',
  'e\u0301', 'é', '👩‍👩‍👧', '🇨🇭', 'a', 'the text', 'Путин', '٣', '_:b', '<<(', ')>>', '--ltr', '\ufeff']

export function character (random) {
  if (random.chance(25)) return String.fromCodePoint(random.pick(edges))
  const [low, high] = classes[random.pick(Object.keys(classes))]
  return String.fromCodePoint(random.between(low, high))
}
export const text = (random, most = 8) => random.list(0, most, () => random.chance(50) ? random.pick(words) : character(random)).join('')

const lexical = {
  integer: ['0', '-0', '+0', '+1', '1', '-1', '01', '007', '-01', '', '-', '+', '1.', '1.0', '.1', '1e5', ' 1', '1 ', '1\n', '１', '٣', '--1', '9'.repeat(40), '-' + '9'.repeat(40), '0x1', 'a', '1a'],
  decimal: ['1', '1.0', '1.', '.5', '-.5', '+1.0', '0.10', '1e0', 'INF', ''],
  double: ['1', '1e0', '1.0E0', '1e', 'NaN', 'INF', '-INF', '+INF', 'nan', '1.e5', '.5e1', '1E400'],
  boolean: ['true', 'false', '1', '0', 'TRUE', ' true', ''],
  date: ['2021-02-30', '0000-01-01', '10000-01-01', '-0044-03-15', '2021-02-03Z', '2021-2-3', ''],
  dateTime: ['2021-02-03T24:00:00', '2021-02-03T04:05:06.700', '2021-02-03T04:05:06+14:00', '2021-02-30T00:00:00Z', 'now'],
  gYear: ['0000', '10000', '-0001', '21'],
  anyURI: ['', 'not an IRI', 'http://example.org/%zz', 'javascript:alert(1)'],
  string: ['', 'a', '1']
}
export const tags = ['en', 'EN', 'EN-us', 'en-GB', 'zh-Hans-CN', 'de-DE-1996', 'x-a', 'x-private-use', 'i-klingon', 'sl-rozaj-biske', 'en-a-bbb-x-a', 'abcdefgh',
  'en-12345678', 'en-x-a-b', 'qaa-Qaaa-QM-x-southern', 'de-CH-1901-abcde-a-bb-b-ccc', 'zh-min-nan', 'EN-gb-OED', 'aa-bbb-ccc-ddd', 'de' + '-abcdefgh'.repeat(29)]
export const badTags = ['e', 'x', '1a', 'en us', 'en_US', 'en-', '-en', 'en--ltr', 'en--gb', 'abcdefghi', 'en-abcdefghi', 'é', 'en-é', 'en\n', 'en-a', 'en.', '@en', 'en-x', '9', 'a-b', 'a-12345678', 'i-abc', 'en-GB-Latn', 'en-12', 'en-1a', 'ab-12-cd', 'aa-bbb-ccc-ddd-eee', 'en-a-b', 'en-a-x-b', 'en-1abcde-Latn', 'deutsch-abc', 'en-abcde-GB']

const bases = ['http://example.org/', 'http://example.org/a/', 'http://example.org/a/b#', 'http://example.org/x?y=', 'urn:x:', 'https://w3id.org/annograph/data/d/',
  'http://example.org/é/', 'tag:example.org,2020:', 'http://[2001:db8::1]:80/', 'http://u@example.org/', 'mailto:', rdf, xsd]
const locals = ['', 'a', 'a.', '.a', 'a.b', 'a..b', '.', '..', '-a', 'a-', '--', '1a', '1', '-1', 'a/b', '/', '//', 'a%20b', '%41', 'a%C3%A9', 'a:b', ':a', 'a:', ':', '::', '_', '__', '_a', 'a_',
  'é', 'éa', '中文', 'a·b', '·a', 'a\u0301', '\u0301a', 'a\u203fb', 'a~b', "a'b", 'a!b', 'a$b', 'a&b', 'a(b)', 'a*b', 'a+b', 'a,b', 'a;b', 'a=b', 'a@b', '@en', 'true', 'false', 'a', 'type', 'li', '_1',
  'Description', 'RDF', 'about', 'p1', '1p', 'a?b', 'a?b?c', 'a?b/c', 'a\u200cb', '\u{10000}', '\u{1d400}x', '\u{20000}', 'a\u{1f600}', 'a\u202eb', '#', 'a#', '?', '?\ue000', '\u{e1000}', 'nil', 'first']
const badIris = ['', 'a', '/a', '//a/b', '#a', '?a', 'a b', 'http://example.org/a b', 'http://example.org/<a>', 'http://example.org/"', 'http://example.org/{a}', 'http://example.org/a|b', 'http://example.org/a\\b',
  'http://example.org/a^b', 'http://example.org/a`b', 'http://example.org/a\nb', 'http://example.org/a\tb', 'http://example.org/\u0000', 'http://example.org/\u007f', 'http://example.org/\\u0020', 'http://example.org/%zz', 'http://example.org/%',
  'http://example.org/%4', 'http://example.org/a#b#c', 'http://example.org/##', '1a:b', ':a', '_:a', 'é:a', '-a:b', 'http://example.org/\ufdd0', 'http://example.org/\uffff', 'http://example.org/\ue000', 'http://example.org/#\ue000', 'http://example.org/\u{e0001}',
  'http://exa[mple.org/', 'http://example.org/[a]', 'http://[zz]/', 'http://example.org/\u0080', 'http://a@b@c/', 'http://example.org:port/', 'http://example.org/\ufffd']

export const base = random => random.pick(bases)
export function goodIri (random) {
  const start = base(random)
  const local = random.chance(80) ? random.pick(locals) : random.list(1, 4, () => character(random)).join('')
  return iri(start + local)
}
// Any IRI, and what is none.
export const anyIri = random => random.chance(30) ? iri(random.pick(badIris)) : random.chance(30) ? iri(base(random) + text(random, 3)) : goodIri(random)

export function goodLiteral (random) {
  const kind = random.below(10)
  if (kind < 5) return literal(text(random))
  if (kind < 7) return literal(text(random), { language: random.pick(tags) })
  if (kind === 7) return literal(text(random), { datatype: goodIri(random).iri })
  const type = random.pick(Object.keys(lexical))
  return literal(random.chance(90) ? random.pick(lexical[type]) : text(random, 3), { datatype: xsd + type })
}
export function anyLiteral (random) {
  const kind = random.below(3)
  if (kind === 0) return literal(text(random), { language: random.chance(50) ? random.pick(badTags) : random.pick(tags) })
  return kind === 1 ? literal(text(random), { datatype: anyIri(random).iri }) : goodLiteral(random)
}

const prefixNames = ['', '', 'a', 'b', 'ex', 'a-b', 'a_b', 'a1', 'E', 'rdf', 'xsd', 'xml', 'xmlns', 'xmlfoo', 'XML', 'true', 'false', 'trueish', '_', '_a', '1a', 'a.', 'a.b', '.a', '-a', 'é', 'a b', 'a:b', 'a\n', 'ns0', 'ns1', 'p', 'prefix', 'base', 'graph']
export const prefix = random => ({
  prefix: random.pick(prefixNames),
  iri: random.chance(70) ? base(random) : random.chance(50) ? goodIri(random).iri : random.pick(badIris)
})

// Statements that share subjects and predicates, so that the blocks of Turtle are used; `good`: which may be used.
export function statements (random, count, good) {
  const some = (n, make) => Array.from({ length: n }, () => {
    for (;;) {
      const made = make()
      if (good(made)) return made
    }
  })
  const subjects = some(8, () => goodIri(random))
  const predicates = some(8, () => random.chance(15) ? iri(rdf + 'type') : goodIri(random))
  const graphs = some(3, () => goodIri(random))
  const object = () => {
    const kind = random.below(20)
    if (kind === 0) return { triple: [random.pick(subjects), random.pick(predicates), some(1, () => random.chance(50) ? goodIri(random) : goodLiteral(random))[0]] }
    if (kind === 1) return { triple: [random.pick(subjects), random.pick(predicates), { triple: [random.pick(subjects), random.pick(predicates), random.pick(subjects)] }] }
    return kind < 7 ? goodIri(random) : goodLiteral(random)
  }
  const all = []
  for (let i = 0; i < count; i++) {
    const terms = [random.chance(70) ? random.pick(subjects) : some(1, () => goodIri(random))[0], random.pick(predicates), some(1, object)[0]]
    all.push(random.chance(30) ? [...terms, random.pick(graphs)] : terms)
  }
  return all
}

// Not left to chance: each character, word, lexical form, tag and IRI of the lists above, one statement each.
export function everything () {
  const s = iri('http://example.org/s')
  const p = iri('http://example.org/p')
  const points = new Set([...edges, ...Object.values(classes).flat(), ...Array.from({ length: 0xa1 }, (_, i) => i)])
  const texts = [...words, ...words.map(word => `a${word}`), ...words.map(word => `${word}b`)]
  for (const point of points) texts.push(String.fromCodePoint(point), `a${String.fromCodePoint(point)}b`)
  const names = [...badIris, ...bases.flatMap(start => locals.map(local => start + local)), ...[...points].map(point => `http://example.org/a${String.fromCodePoint(point)}`)].map(iri)
  return [
    ...texts.map(one => [s, p, literal(one)]),
    ...Object.entries(lexical).flatMap(([type, forms]) => forms.map(form => [s, p, literal(form, { datatype: xsd + type })])),
    ...[...tags, ...badTags].map(language => [s, p, literal('a', { language })]),
    ...names.flatMap(name => [[name, p, s], [s, name, s], [s, p, name], [s, p, s, name], [s, p, literal('a', { datatype: name.iri })]])
  ]
}
