/** A piece costs some hundred bytes of memory beside its own: many short ones would take many times what they hold. */
const SHORT_BYTES = 4_096
const JOINED_BYTES = 65_536

/** The bytes of a part that is being filled. Long pieces are kept as they came, and never copied; short ones are put together. */
export function piecesOf(first: readonly Uint8Array[]) {
  let pieces = [...first]
  let size = first.reduce((sum, { length }) => sum + length, 0)
  /** What is put together, the last of all pieces, and how much of it is filled. */
  let joined = Buffer.alloc(0)
  let filled = 0

  function endJoined(): void {
    if (filled > 0) pieces.push(joined.subarray(0, filled))
    joined = Buffer.alloc(0)
    filled = 0
  }

  return {
    size: () => size,

    add(piece: Uint8Array): void {
      size += piece.length
      if (filled + piece.length > joined.length) endJoined()
      if (piece.length > SHORT_BYTES) {
        endJoined()
        pieces.push(piece)
        return
      }
      if (joined.length === 0) joined = Buffer.allocUnsafeSlow(JOINED_BYTES)
      joined.set(piece, filled)
      filled += piece.length
    },

    /** All of them, in their order; there are none afterwards. */
    taken(): Uint8Array[] {
      endJoined()
      const all = pieces
      pieces = []
      size = 0
      return all
    },
  }
}
