// seed.mjs FOLDER: writes the excerpt of the export that the tests of the shapes use (excerpt.nt) and, for each seeded
// fault, a copy with it (fault-N.nt). seeded.nt has a fault that the guard must find, and a blank node. faults.json lists
// the files with the shapes that must report.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataFactory, Parser, Store, Writer } from 'n3'
import { Oxigraph, prefixes } from '../lib/engines.mjs'
import { excerpt } from '../lib/excerpt.mjs'
import { faults } from '../lib/faults.mjs'
import { exported } from '../lib/program.mjs'

const folder = process.argv[2]
const data = exported()
const { store, names } = await excerpt(new Oxigraph(data), new Store(new Parser({ format: data.format }).parse(data.text)))
const write = (name, quads) => writeFileSync(join(folder, name), new Writer({ format: 'N-Triples' }).quadsToString(quads))

write('excerpt.nt', [...store])
const list = faults.map(({ what, shapes, seed }, number) => {
  const faulty = new Store([...store])
  seed(faulty, names)
  const file = `fault-${number}.nt`
  write(file, [...faulty])
  if (shapes.includes('Guard')) {
    faulty.addQuad(DataFactory.blankNode('b'), DataFactory.namedNode(`${prefixes.rdfs}label`), DataFactory.literal('blank'))
    write('seeded.nt', [...faulty])
  }
  return { file, what, shapes }
})
writeFileSync(join(folder, 'faults.json'), JSON.stringify(list))
