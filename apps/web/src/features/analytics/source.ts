import type { Source } from './view-reporter.ts'

/** A page of the app that led to an item. */
export interface CameFrom {
  pathname: string
  search: object
}

/** What led to an item, by the page that was left for it: null where it was opened by its address. */
export function sourceOf(from: CameFrom | null, isResumed: boolean): Source {
  switch (from?.pathname) {
    case '/':
      return isResumed ? 'continue' : 'home'
    case '/browse':
      return 'q' in from.search ? 'search' : 'series' in from.search ? 'series' : 'browse'
    default:
      return 'other'
  }
}
