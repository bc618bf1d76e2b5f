const MIB = 2 ** 20
/** As the first request has, before anything is known of the line. */
const FIRST_BYTES = 8 * MIB
const [LEAST_BYTES, MOST_BYTES] = [MIB, 32 * MIB]
/** What is lost of the work when a line breaks; far less than the API waits for a request. */
const SECONDS_A_REQUEST = 4

/** How many bytes go in one request. Each is checked whole, so that a slow line has small ones and a fast one few pauses. */
export function chunkBytes(bytesPerSecond: number | null): number {
  if (bytesPerSecond === null) return FIRST_BYTES
  const wished = Math.round((bytesPerSecond * SECONDS_A_REQUEST) / MIB) * MIB
  return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, wished))
}
