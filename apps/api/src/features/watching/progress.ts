/** What must be known of an item to say how far somebody is in it; the catalogue in memory answers it. */
export interface Watchable {
  id: string
  /** Null while that is not known. */
  durationSeconds: number | null
  chapters: readonly { title: string; startSeconds: number }[]
}

/** From this share of its length on, an item counts as watched: what is left are credits and silence. */
const WATCHED_SHARE = 0.95
/** Who leaves within the first seconds has not begun. */
const BEGINNING_SECONDS = 4
/** The title of a last chapter that nobody has to see. */
const CREDITS = /\bcredits\b/i

/** What a position means in an item. */
export function progressAt(positionSeconds: number, item: Watchable) {
  const isWatched = positionSeconds >= watchedFromSeconds(item)
  return { isWatched, isUnderWay: !isWatched && positionSeconds >= BEGINNING_SECONDS }
}

/** Infinite while neither the length nor the credits of the item are known. */
function watchedFromSeconds({ durationSeconds, chapters }: Watchable): number {
  const last = chapters.at(-1)
  const creditsSeconds = last && last.startSeconds > 0 && CREDITS.test(last.title) ? last.startSeconds : Infinity
  return Math.min(creditsSeconds, durationSeconds === null ? Infinity : durationSeconds * WATCHED_SHARE)
}
