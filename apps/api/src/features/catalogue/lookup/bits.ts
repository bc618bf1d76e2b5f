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
  for (const index of commonIn(sets, 0, sets[0].length)) visit(index)
}

/** What is in all of `sets`, ascending, among `words` times 32 integers from the `first` 32 on. */
export function commonIn(
  sets: readonly [Bits, ...Bits[]],
  first: number,
  words: number,
  common: number[] = [],
): number[] {
  const [one, two = one] = sets
  const end = Math.min(first + words, shortestOf(sets))
  for (let word = first; word < end; word++) {
    let left = (one[word] as number) & (two[word] as number)
    if (left === 0) continue
    for (let other = 2; other < sets.length; other++) left &= (sets[other] as Bits)[word] as number
    while (left !== 0) {
      const lowest = left & -left
      common.push(word * 32 + 31 - Math.clz32(lowest))
      left ^= lowest
    }
  }
  return common
}

/** How many of them there are. */
export function countCommon(sets: readonly [Bits, ...Bits[]], first: number, words: number): number {
  const [one, two = one] = sets
  const end = Math.min(first + words, shortestOf(sets))
  let count = 0
  for (let word = first; word < end; word++) {
    let left = (one[word] as number) & (two[word] as number)
    if (left === 0) continue
    for (let other = 2; other < sets.length; other++) left &= (sets[other] as Bits)[word] as number
    count += onesIn(left)
  }
  return count
}

function shortestOf(sets: readonly Bits[]): number {
  let shortest = Infinity
  for (const { length } of sets) if (length < shortest) shortest = length
  return shortest
}

/** In pairs, fours and bytes at once. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Adds what is in two others, among `words` times 32 integers from the `first` 32 on. */
export function unite(bits: Bits, one: Bits, two: Bits, first: number, words: number): void {
  const end = Math.min(first + words, bits.length)
  const both = Math.min(end, one.length, two.length)
  for (let word = first; word < both; word++) {
    bits[word] = (bits[word] as number) | (one[word] as number) | (two[word] as number)
  }
  for (const set of [one, two]) {
    const last = Math.min(end, set.length)
    for (let word = Math.max(first, both); word < last; word++)
      bits[word] = (bits[word] as number) | (set[word] as number)
  }
}
