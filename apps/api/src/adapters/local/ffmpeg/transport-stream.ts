const PACKET_BYTES = 188
const SYNC_BYTE = 0x47
const CLOCK_HZ = 90_000
/** Sound is gathered in packets of up to a third of a second, whose time is that of their beginning. */
const LAST_PACKET_SECONDS = 0.5

/**
 * Whether a segment is a transport stream (ISO/IEC 13818-1, 2.4.3) of whole packets, in which something is shown or heard
 * to its end. What was cut off by a full disk, or is a hole of zeros, is none.
 */
export function isWholeSegment(bytes: Uint8Array, durationSeconds: number): boolean {
  if (bytes.length === 0 || bytes.length % PACKET_BYTES !== 0) return false
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    if (bytes[at] !== SYNC_BYTE) return false
    const beginsUnit = ((bytes[at + 1] ?? 0) & 0x40) !== 0
    const seconds = beginsUnit ? presentationSeconds(bytes.subarray(at, at + PACKET_BYTES)) : null
    if (seconds === null) continue
    first = Math.min(first, seconds)
    last = Math.max(last, seconds)
  }
  return last - first > durationSeconds - LAST_PACKET_SECONDS
}

/** The time in the header of a PES packet that begins in this packet (2.4.3.7); null where none does. */
function presentationSeconds(packet: Uint8Array): number | null {
  const [, , , fourth = 0, adaptationBytes = 0] = packet
  const start = 4 + (fourth & 0x20 ? 1 + adaptationBytes : 0)
  const [zero, none, one, , , , , flags = 0, , high = 0, upper = 0, middle = 0, lower = 0, low = 0] =
    packet.subarray(start)
  if (zero !== 0 || none !== 0 || one !== 1 || (flags & 0x80) === 0) return null
  const top = ((high >> 1) & 7) * 2 ** 30
  return (top + upper * 2 ** 22 + (middle >> 1) * 2 ** 15 + lower * 2 ** 7 + (low >> 1)) / CLOCK_HZ
}
