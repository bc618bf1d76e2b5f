const FIRST_MS = 2_000
const LONGEST_MS = 30_000
/** What says that an attempt may work now: the network is back, or somebody looks at the page again. */
const RETURNS = ['online', 'focus', 'visibilitychange'] as const

/** What we need of a window. */
export type Page = Pick<EventTarget, 'addEventListener'> & { document: Pick<Document, 'hidden'> }

/**
 * Calls `attempt` after 2 s, 4 s, 8 s, … and then every 30 s, and at once when the network or the member comes back.
 * Nothing is attempted while the page is hidden.
 *
 * @returns a function that ends it.
 */
export function attemptWithBackOff(attempt: () => void, page: Page = window): () => void {
  let waitMs = FIRST_MS
  let timer = setTimeout(run, waitMs)
  const listening = new AbortController()
  for (const event of RETURNS) page.addEventListener(event, runNow, { signal: listening.signal })

  function run(): void {
    if (page.document.hidden) return
    waitMs = Math.min(waitMs * 2, LONGEST_MS)
    timer = setTimeout(run, waitMs)
    attempt()
  }

  function runNow(): void {
    clearTimeout(timer)
    waitMs = FIRST_MS
    run()
  }

  return () => {
    clearTimeout(timer)
    listening.abort()
  }
}
