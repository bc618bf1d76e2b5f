/** The options of the audio thread. */
export interface CaptureOptions {
  /** False in private mode: then not a sample leaves the audio thread. */
  sendsSound: boolean
}

/** How much sound one chunk holds. */
export const CHUNK_MS = 100

/** A tenth of a second. */
export interface AudioChunk {
  records: Uint8Array<ArrayBuffer>
  /** PCM16, little endian as every machine that runs a browser; null in private mode. */
  sound: Uint8Array<ArrayBuffer> | null
  /** When it was complete, in Unix time, taken on the audio thread: a page that is busy reads it later. */
  atMs: number
}

/** While paused nothing is taken in: the silence of a muted track would be learned as the room's. */
export type CaptureOrder = 'pause' | 'resume'
