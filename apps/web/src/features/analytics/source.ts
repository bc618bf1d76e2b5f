import { LED_BY, LED_BY_PARAMETER, type LedBy } from '@better-and-bliss/membership'
import type { Source } from './view-reporter.ts'

/** A page of the app, by its address. */
export interface Place {
  pathname: string
  search: object
}

/** A part of a page that is told apart from the rest of it. */
export type Shelf = Extract<Source, 'trending'>

/** How somebody came to the page of an item. */
interface Arrival {
  /** What its address carries. */
  search: object
  /** The page of the app that was left for it; null where nothing was. */
  left: Place | null
  /** What the link stood on, where that is more than a page. */
  shelf: Shelf | undefined
  /** The site that led to the app; empty for none. */
  referrer: string
  /** Whether it goes on where the member stopped before. */
  isResumed: boolean
}

/** What led to an item: what its address says or that of the page before it, that page itself, or another site. */
export function sourceOf({ search, left, shelf, referrer, isResumed }: Arrival): Source {
  const ledBy = ledByOf(search) ?? (left && ledByOf(left.search))
  if (ledBy) return ledBy
  if (left?.pathname.startsWith('/series/')) return 'series'
  if (left?.pathname.startsWith('/categories/')) return 'browse'
  switch (left?.pathname) {
    case '/':
      return shelf ?? (isResumed ? 'continue' : 'home')
    case '/browse':
      return 'q' in left.search ? 'search' : 'series' in left.search ? 'series' : 'browse'
    case undefined:
      return referrer === '' ? 'direct' : 'link'
    default:
      return 'other'
  }
}

/** What an address, which anybody may have typed, says of itself. */
export function ledByOf(search: { [LED_BY_PARAMETER]?: unknown }): LedBy | undefined {
  return LED_BY.find((ledBy) => ledBy === search[LED_BY_PARAMETER])
}

/** Whether a page is only passed on the way to another, to which it does not lead. */
export function isPassed({ pathname }: Pick<Place, 'pathname'>): boolean {
  return /^\/(sign-in|sign-up|confirm|forgot-password|reset-password)(\/|$)/.test(pathname)
}

/** The page of this app from which a link was opened in another tab; null for anything else. */
export function placeBehind(referrer: string, origin: string): Place | null {
  if (!referrer.startsWith(`${origin}/`)) return null
  const { pathname, searchParams } = new URL(referrer)
  return { pathname, search: Object.fromEntries(searchParams) }
}
