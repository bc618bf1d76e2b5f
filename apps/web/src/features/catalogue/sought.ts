/** What a search asks for. */
export interface Sought {
  /** To look for in titles and descriptions; empty where only a length was named. */
  words: string
  /** Sessions of about so long. */
  minutes: number | null
}

const LENGTH = /(?<![\p{L}\p{N}.,])(\d{1,3}) ?-?(min(?:ute)?s?|h(?:ou)?rs?|h)(?![\p{L}\p{N}])\.?/iu
/** How far a session may be from the length that was named. */
const TOLERANCE = 0.2

/** Tells a length (`10 min`, `20-minute`, `1 h`) from the words beside it. */
export function soughtIn(q: string): Sought {
  const [all = '', count, unit = ''] = LENGTH.exec(q) ?? []
  const minutes = Number(count) * (/^h/i.test(unit) ? 60 : 1)
  if (!(minutes > 0)) return { words: q, minutes: null }
  return { words: q.replace(all, ' ').replace(/\s+/g, ' ').trim(), minutes }
}

/** The API's bounds, in seconds, for what is about `minutes` long: a fifth more or less, and a minute at least. */
export function durationAbout(minutes: number): { min_duration: number; max_duration: number } {
  const seconds = minutes * 60
  const spread = Math.max(Math.round(seconds * TOLERANCE), 60)
  return { min_duration: Math.max(seconds - spread, 1), max_duration: seconds + spread }
}
