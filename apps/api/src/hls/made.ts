import type { Choices, Rendition, TranscodeResult } from '../ports/transcoder.ts'

/** What was made; the keys of its playlists follow from the names. */
export type MadeRendition = Omit<Rendition, 'playlistKey'>
export type Made = Pick<TranscodeResult, 'durationSeconds' | 'pictures'> & Choices & { renditions: MadeRendition[] }
