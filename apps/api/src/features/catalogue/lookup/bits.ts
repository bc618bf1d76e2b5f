/** A set of integers from 0, one bit each. What is beyond its size is not in it. */
export type Bits = Uint32Array

/** Large sets are looked at in blocks of so many times 32 integers. */
export const BLOCK_WORDS = 32

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
  const word = index >>> 5
  return word < bits.length && ((bits[word] as number) & (1 << (index & 31))) !== 0
}

/** The integers in `list`, each below `size`. */
export function bitsOf(list: Iterable<number>, size: number): Bits {
  const bits = emptyBits(size)
  for (const index of list) addBit(bits, index)
  return bits
}

/** Calls `visit` in ascending order with what is in all of `sets`. */
export function visitCommon(sets: readonly [Bits, ...Bits[]], visit: (index: number) => void): void {
  visitCommonFrom(0, sets[0].length, sets, visit)
}

/** The same among `words` times 32 integers from the `first` 32 on. */
export function visitCommonFrom(
  first: number,
  words: number,
  sets: readonly [Bits, ...Bits[]],
  visit: (index: number) => void,
): void {
  let end = first + words
  for (const set of sets) end = Math.min(end, set.length)
  const [one, ...others] = sets
  for (let word = first; word < end; word++) {
    let common = one[word] as number
    for (let other = 0; common !== 0 && other < others.length; other++) {
      common &= (others[other] as Bits)[word] as number
    }
    while (common !== 0) {
      const lowest = common & -common
      visit(word * 32 + 31 - Math.clz32(lowest))
      common ^= lowest
    }
  }
}

/** Adds what is in `others`, among `words` times 32 integers from the `first` 32 on. */
export function unite(bits: Bits, others: Bits, first: number, words: number): void {
  const end = Math.min(first + words, bits.length, others.length)
  for (let word = first; word < end; word++) bits[word] = (bits[word] as number) | (others[word] as number)
}
