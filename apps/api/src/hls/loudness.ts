/** What music and speech are streamed at, and podcasts delivered: AES TD1008, Apple. */
export const TARGET_LUFS = -16

/** In front of the encoder, which adds one or two: -1 dBTP is what may be delivered. */
export const CEILING_DB = -3
