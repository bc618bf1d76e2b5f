/** A source of uniform numbers in [0, 1). */
export type Random = () => number

/**
 * Mulberry32 (Tommy Ettinger, public domain): small, fast, and the same sequence on every machine for one 32-bit seed.
 */
export function createRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * FNV-1a over UTF-16 code units: turns a slug into a 32-bit seed, so that every item sounds and looks like itself only.
 */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random()
}

/** One of a list that is never empty. */
export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0]
}
