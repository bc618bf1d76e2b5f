/** Queries that the studio's events keep up to date, by the beginning of their keys. */
export const LIVE_KEYS = {
  jobs: ['studio', 'jobs'],
  uploads: ['studio', 'uploads'],
  items: ['studio', 'content', 'list'],
  /** Followed by an item's id. */
  item: ['studio', 'content', 'one'],
} as const
