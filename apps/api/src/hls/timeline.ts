/**
 * The time, on the clock of its transport streams, at which an item begins. What an encoder puts before the beginning gets
 * no negative time, so that no writer shifts its own streams: picture, every sound and captions keep one clock.
 */
export const ORIGIN_SECONDS = 10

const TICKS_PER_SECOND = 90_000

/** Maps the clock of captions to it (RFC 8216, 3.5). */
export const TIMESTAMP_MAP = `X-TIMESTAMP-MAP=MPEGTS:${ORIGIN_SECONDS * TICKS_PER_SECOND},LOCAL:00:00:00.000`
