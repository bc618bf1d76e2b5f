/** A set of integers from 0, one bit each. */
export type Bits = Uint32Array

export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5)
}

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) | (1 << (index & 31))
}

export function removeBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) & ~(1 << (index & 31))
}

export function hasBit(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5] as number) & (1 << (index & 31))) !== 0
}

/** The integers in `list`, each below `size`. */
export function bitsOf(list: Iterable<number>, size: number): Bits {
  const bits = emptyBits(size)
  for (const index of list) addBit(bits, index)
  return bits
}

/** Calls `visit` in ascending order with what is in all of `sets`, at least one, of equal sizes, until it returns false. */
export function visitCommon(sets: readonly [Bits, ...Bits[]], visit: (index: number) => boolean): void {
  const [first, ...others] = sets
  for (let word = 0; word < first.length; word++) {
    let common = first[word] as number
    for (let other = 0; common !== 0 && other < others.length; other++) {
      common &= (others[other] as Bits)[word] as number
    }
    while (common !== 0) {
      const lowest = common & -common
      if (!visit(word * 32 + 31 - Math.clz32(lowest))) return
      common ^= lowest
    }
  }
}

/** Adds what is in `others`, of equal size. */
export function unite(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) | (others[word] as number)
}

export function countOf(bits: Bits): number {
  let count = 0
  for (let word = 0; word < bits.length; word++) count += onesIn(bits[word] as number)
  return count
}

/** Counted in pairs, then in fours, then in bytes, which a multiplication sums up. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
