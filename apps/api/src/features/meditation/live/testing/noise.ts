/** Numbers below `limit`, the same for a seed. */
export type Dice = (limit: number) => number

export function bytesFrom(seed: number): Dice {
  let state = seed >>> 0
  return (limit) => {
    // xorshift32
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % limit
  }
}

/** A message that somebody broke: bytes changed, cut, doubled, or all of them thrown anew. */
export function mutate(valid: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(valid)
  const way = dice(5)
  if (way === 0) return Buffer.from(Array.from({ length: dice(64) }, () => dice(256)))
  if (way === 1) return bytes.subarray(0, dice(bytes.length + 1))
  if (way === 2) return Buffer.concat([bytes, bytes.subarray(dice(bytes.length + 1))])
  for (let count = dice(8); count >= 0; count--) bytes[dice(bytes.length)] = dice(256)
  return bytes
}
