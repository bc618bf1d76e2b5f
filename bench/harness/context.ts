/** What every bench gets. */
export interface Context {
  /** Removed at the end. Everybody may pass through it: PostgreSQL runs as another user when we are root. */
  folder: string
  /** How long one load lasts. */
  seconds: number
  /** How often each contender has its turn. */
  rounds: number
  /** How many a campaign goes to. */
  mails: number
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  /** Tells whoever waits how far it is. */
  say(line: string): void
}
