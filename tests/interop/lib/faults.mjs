// Seeded faults: each edits a copy of the excerpt and names the one shape that must catch it.
import { DataFactory } from 'n3'
import { prefixes } from './engines.mjs'

const { namedNode, literal, quad } = DataFactory
const { anno, ent, nif, rdf, rdfs, rel, schema, xsd, base } = prefixes
const iri = value => namedNode(value.replace(/^(anno|nif|rdf|rdfs|rel|schema|ent):/, (_, name) => ({ anno, nif, rdf, rdfs, rel, schema, ent })[name]))
const term = value => typeof value === 'string' ? iri(value) : value

class Edit {
  constructor (store) { this.store = store }
  add (s, p, o) { this.store.addQuad(quad(iri(s), iri(p), term(o))) }
  remove (s, p, o) {
    const found = this.store.getQuads(s && iri(s), p && iri(p), o && term(o), null)
    if (!found.length) throw new Error(`nothing to remove: ${s} ${p} ${o}`)
    this.store.removeQuads(found)
  }

  // Takes away the shortcuts to an attribution: whatever leads to it from its speaker.
  unlink (s) { for (const { object } of this.store.getQuads(iri(s), iri('anno:speaker'), null, null)) this.remove(object.value, null, s) }

  one (s, p) { return this.store.getObjects(iri(s), iri(p), null)[0] }
}

const integer = n => literal(String(n), namedNode(`${xsd}nonNegativeInteger`))

// A span of a second document, itself without fault.
function elsewhere (e) {
  const [document, span] = [`${base}document/other`, `${base}span/other:0-1`]
  e.add(document, 'rdf:type', 'anno:Document')
  e.add(document, 'rdfs:label', literal('another document'))
  for (const [p, o] of [['rdf:type', 'anno:Span'], ['rdfs:label', literal('A')], ['nif:anchorOf', literal('A')], ['nif:beginIndex', integer(0)],
    ['nif:endIndex', integer(1)], ['anno:inDocument', document], ['nif:referenceContext', document]]) e.add(span, p, o)
  return span
}

const list = [
  ['a statement without a speaker', 'Attribution', (e, n) => e.remove(n.accusation, 'anno:speaker')],
  ['a statement with two polarities of one proposition', 'OnePolarity', (e, n) => e.add(n.accusation, 'anno:leavesOpen', n.content)],
  ['a statement without certainty', 'Statement', (e, n) => e.remove(n.accusation, 'anno:certainty')],
  ['a denial that affirms', 'Denial', (e, n) => { e.remove(n.denial, 'anno:negates'); e.add(n.denial, 'anno:affirms', n.denied) }],
  ['an accusation without the accused', 'Accusation', (e, n) => e.remove(n.accusation, 'anno:accuses')],
  ['a proposition with a source', 'Proposition', (e, n) => e.add(n.content, 'anno:speaker', n.accused)],
  ['a span whose end is one too far', 'SpanLength', (e, n) => {
    const end = Number(e.one(n.span, 'nif:endIndex').value)
    e.remove(n.span, 'nif:endIndex')
    e.add(n.span, 'nif:endIndex', integer(end + 1))
  }],
  ['evidence that lies in another document', 'EvidenceInDocument', (e, n) => {
    e.add(n.accusation, 'anno:evidence', elsewhere(e))
  }],
  // A circle never ends in a content, so the shape for the ends of chains reports it as well; no circle could avoid that.
  ['reports that relay each other', ['NoCircle', 'ChainEnds'], (e, n) => {
    for (const [one, other] of [[n.report, n.report2], [n.report2, n.report]]) {
      e.remove(one, 'anno:relays')
      e.add(one, 'anno:relays', other)
      e.unlink(one)
    }
  }],
  ['a relayed attribution with a shortcut', 'OutermostShortcut', (e, n) => e.add(e.one(n.relayed, 'anno:speaker').value, 'anno:states', n.relayed)],
  ['a time that ends before it begins', 'TimeSpan', (e, n) => {
    e.remove(n.time, 'anno:endLatest')
    e.add(n.time, 'anno:endLatest', literal('1900-01-01', namedNode(`${xsd}date`)))
  }],
  ['the page of a Wikidata item as identity', 'Referent', (e, n) => e.add(n.accused, 'schema:sameAs', 'https://www.wikidata.org/wiki/Q159')],
  ['a deed as a plain triple', 'Guard', (e, n) => e.add(n.accused, 'rel:hack', 'ent:x')],
  ['a structural triple that no document tells', 'StructuralBacking', (e, n) => e.add(n.accused, n.relation, n.body)],
  ['a node without a label', 'Label', (e, n) => e.remove(n.mention, 'rdfs:label')],
  ['a mention without a span', 'Mention', (e, n) => e.remove(n.mention, 'anno:span')],
  ['a narration by somebody else than its document', 'Narration', (e, n) => { e.remove(n.told, 'anno:speaker'); e.add(n.told, 'anno:speaker', n.accused) }],
  ['a report with a content of its own', 'Report', (e, n) => e.add(n.report, 'anno:content', n.content)],
  ['a content that is not what the statement affirms', 'ContentRepeats', (e, n) => { e.remove(n.accusation, 'anno:content'); e.add(n.accusation, 'anno:content', n.denied) }],
  ['a mention whose span lies in another document', 'SpanInDocument', (e, n) => { e.remove(n.mention, 'anno:span'); e.add(n.mention, 'anno:span', elsewhere(e)) }]
]

export const faults = list.map(([what, shapes, edit]) => ({ what, shapes: [shapes].flat(), seed: (store, names) => edit(new Edit(store), names) }))
