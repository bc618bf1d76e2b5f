import type { DemoItem } from './catalogue.ts'
import type { ItemState } from './queries.ts'

/** How many items can be played, and which one is being worked on. */
export type Progress = { ready: number; total: number; title?: string }

type Parts = {
  items: readonly DemoItem[]
  /** The states of those items that are in the catalogue, by whatever process they were added. */
  states: () => Promise<readonly ItemState[]>
  /** Calls back whenever a state may have changed. */
  onChange: (listener: () => void) => void
  /** Synthesises an item and adds it to the catalogue. */
  make: (item: DemoItem) => Promise<void>
  tell: (progress: Progress) => void
  /** Takes the reason why an item was left out, or why its states could not be read. */
  complain: (error: unknown, sentence: string) => void
  signal: AbortSignal
}

/**
 * Adds the items that are not in the catalogue yet, one after another, and waits until all of them can be played or
 * have failed. An item that cannot be made does not stop the others. Resolves with the titles of those that failed;
 * rejects with the signal's reason when aborted.
 */
export async function fillCatalogue(parts: Parts): Promise<string[]> {
  const { items, make, complain, signal } = parts
  const present = new Set((await parts.states()).map(({ slug }) => slug))
  const failed = new Set<DemoItem>()
  const { look, settled } = follow(parts, failed)
  look()
  for (const item of items) {
    signal.throwIfAborted()
    if (present.has(item.slug)) continue
    try {
      await make(item)
    } catch (error) {
      signal.throwIfAborted()
      failed.add(item)
      complain(error, `"${item.title}" could not be made`)
    }
    look()
  }
  await settled
  return [...failed].map(({ title }) => title)
}

/** Tells each new state of affairs once; `settled` resolves when there is nothing left to wait for. */
function follow({ items, states, onChange, tell, complain, signal }: Parts, failed: Set<DemoItem>) {
  const { promise: settled, resolve, reject } = Promise.withResolvers<void>()
  let told = ''
  let complete = false
  const look = oneAtATime(async () => {
    if (complete) return
    const bySlug = new Map((await states()).map((state) => [state.slug, state]))
    for (const item of items) {
      const failure = bySlug.get(item.slug)?.failure
      if (!failure || failed.has(item)) continue
      failed.add(item)
      complain(new Error(failure), `"${item.title}" could not be converted`)
    }
    const ready = items.filter(({ slug }) => bySlug.get(slug)?.ready)
    const next = items.find((item) => !ready.includes(item) && !failed.has(item))
    const progress = { ready: ready.length, total: items.length, ...(next && { title: next.title }) }
    if (JSON.stringify(progress) !== told) tell(progress)
    told = JSON.stringify(progress)
    complete = next === undefined
    if (complete) resolve()
  }, complain)
  onChange(look)
  signal.addEventListener('abort', () => reject(signal.reason))
  settled.catch(() => {})
  return { look, settled }
}

/** Runs `work` when called; calls that come while it runs lead to one more run. */
function oneAtATime(work: () => Promise<void>, complain: Parts['complain']): () => void {
  let running = false
  let again = false
  const run = async () => {
    running = true
    do {
      again = false
      await work().catch((error: unknown) => complain(error, 'The progress could not be read'))
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
