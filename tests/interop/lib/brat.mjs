// Just enough of brat standoff to delete annotations from a copy: it knows lines and what they refer to, nothing more.
const refersTo = line => {
  const [id, body = ''] = line.split('\t')
  switch (id[0]) {
    case 'E': case 'R': return [...body.matchAll(/:([TER]\d+)/g)].map(m => m[1])
    case 'A': case 'M': case 'N': case '#': return body.split(' ').slice(1, 2)
    case '*': return body.split(' ').slice(1)
    default: return []
  }
}

// The T lines of the type whose words match and around which (as far as forty characters) the text matches.
export function select (annotation, text, { type, words, around }) {
  return annotation.split('\n').filter(line => line[0] === 'T').filter(line => {
    const [, span, said] = line.split('\t')
    const [kind, begin, ...rest] = span.split(/[ ;]/)
    const context = text.slice(Math.max(0, Number(begin) - 40), Number(rest[rest.length - 1]) + 40).join('')
    return kind === type && (!words || words.test(said)) && (!around || around.test(context))
  }).map(line => line.split('\t')[0])
}

// Without the annotations named and whatever refers to them, directly or by others.
export function without (annotation, ids) {
  const gone = new Set(ids)
  let lines = annotation.split('\n')
  for (let before = -1; before !== lines.length;) {
    before = lines.length
    lines = lines.filter(line => {
      const id = line.split('\t')[0]
      const drop = gone.has(id) || refersTo(line).some(other => gone.has(other))
      if (drop && id !== '*') gone.add(id)
      return !drop
    })
  }
  return lines.join('\n')
}
