// Numbers from a seed, the same on every machine (a xorshift of 32 bits).
export class Random {
  constructor (seed) {
    this.state = (Math.imul(seed + 1, 2654435761) >>> 0) || 1
    for (let i = 0; i < 8; i++) this.next()
  }

  next () {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x >>> 0
    return this.state
  }

  below (n) { return this.next() % n }
  chance (percent) { return this.below(100) < percent }
  pick (list) { return list[this.below(list.length)] }
  between (low, high) { return low + this.below(high - low + 1) }
  list (low, high, make) { return Array.from({ length: this.between(low, high) }, () => make()) }
}
