/** What must be known of an item to say how far somebody is in it; the catalogue in memory answers it. */
export interface Watchable {
  id: string
  /** Null while that is not known. */
  durationSeconds: number | null
}

/** From this share of its length on, an item counts as watched: what is left are credits and silence. */
const WATCHED_SHARE = 0.95
/** Who leaves within the first seconds has not begun. */
const BEGINNING_SECONDS = 4

/** What a position means in an item. */
export function progressAt(positionSeconds: number, { durationSeconds }: Watchable) {
  const isWatched = durationSeconds !== null && positionSeconds >= durationSeconds * WATCHED_SHARE
  return { isWatched, isUnderWay: !isWatched && positionSeconds >= BEGINNING_SECONDS }
}
