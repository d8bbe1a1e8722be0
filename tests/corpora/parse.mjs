// Parses files with parsers that are not ours and writes what they hold as N-Quads:
//   node parse.mjs PARSER FORMAT FILE OUTPUT      (oxigraph, strict, or n3)
//   node parse.mjs guard QUERIES FORMAT FILE      (no triple may be found by guard.rq, no blank node by no-blank-nodes.rq)
// Ends 1 with a message if the parser refuses the file or a query finds something.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(process.env.ANNOGRAPH_INTEROP_PACKAGE ?? fileURLToPath(new URL('../interop/package.json', import.meta.url)));

const mediaTypes = {
  nt: 'application/n-triples', nq: 'application/n-quads', ttl: 'text/turtle', trig: 'application/trig', rdf: 'application/rdf+xml',
};

const term = {
  NamedNode: (t) => `<${t.value}>`,
  BlankNode: (t) => `_:${t.value}`,
  Literal: (t) => {
    const text = `"${t.value.replace(/[\\"\n\r]/g, (c) => ({ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' })[c])}"`;
    if (t.language) return `${text}@${t.language}`;
    return t.datatype.value === 'http://www.w3.org/2001/XMLSchema#string' ? text : `${text}^^<${t.datatype.value}>`;
  },
};

function line(quad) {
  const terms = [quad.subject, quad.predicate, quad.object];
  if (quad.graph.termType !== 'DefaultGraph') terms.push(quad.graph);
  return `${terms.map((t) => term[t.termType](t)).join(' ')} .\n`;
}

const parsers = {
  // Not by way of a store: that of oxigraph holds "1"^^xsd:nonNegativeInteger as an xsd:integer. Strict unless told to be lenient.
  oxigraph: (format, file) => require('oxigraph').parse(readFileSync(file), { format: mediaTypes[format], lenient: false }),
  // The exact media type makes n3 refuse what only N3 allows.
  n3: (format, file) => new (require('n3').Parser)({ format: mediaTypes[format] }).parse(readFileSync(file, 'utf8')),
};

function guard(queries, format, file) {
  const store = new (require('oxigraph').Store)();
  store.load(readFileSync(file), { format: mediaTypes[format], lenient: false });
  const options = { use_default_graph_as_union: false };
  const found = store.query(readFileSync(`${queries}/guard.rq`, 'utf8'), options);
  for (const row of found.slice(0, 5)) console.error(`asserted: ${[...row.values()].join(' ')}`);
  const blank = store.query(readFileSync(`${queries}/no-blank-nodes.rq`, 'utf8'), options);
  if (blank) console.error('a blank node');
  if (store.size === 0) console.error('an empty graph');
  return found.length === 0 && !blank && store.size > 0;
}

const [how, ...rest] = process.argv.slice(2);
try {
  if (how === 'guard') {
    process.exitCode = guard(...rest) ? 0 : 1;
  } else {
    const [format, file, output] = rest;
    writeFileSync(output, parsers[how](format, file).map(line).join(''));
  }
} catch (error) {
  console.error(`${how}: ${error.message}`);
  process.exitCode = 1;
}
