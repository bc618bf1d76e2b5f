import { AppError } from './errors.ts'

/**
 * Joins writes that arrive while another is on its way: the first goes at once, those that come meanwhile go together
 * in the next statement. A busy moment costs one commit instead of many.
 *
 * A write that fails is taken apart until the items that it fails for are alone: nobody pays for another one's item.
 *
 * @param write stores all items or none, and may answer each of them; its error reaches those whose item alone fails, and everyone in an
 *   outage, those who wait for the next write too: they would wait once more as long.
 * @param limit how many items one statement takes at the most.
 * @param pauseMs between one statement and the next, so that what comes because the first was answered goes together, too. An item that
 *   comes when nothing was written for so long waits for nobody.
 * @returns a function that resolves when its item is stored, with the answer to it.
 */
export function batchWrites<Item, Answer = void>(
  write: (items: Item[]) => Promise<readonly Answer[]> | Promise<void>,
  { limit = 500, pauseMs = 0 }: { limit?: number; pauseMs?: number } = {},
) {
  let waiting: Waiting<Item, Answer>[] = []
  let writing = false

  async function drain(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit)
      waiting = waiting.slice(limit)
      await settle(batch)
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    writing = false
  }

  async function settle(batch: Waiting<Item, Answer>[]): Promise<void> {
    let answers: Awaited<ReturnType<typeof write>>
    try {
      answers = await write(batch.map(({ item }) => item))
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        const affected = isOutage(error) ? [...batch, ...waiting.splice(0)] : batch
        for (const { reject } of affected) reject(error)
        return
      }
      const middle = Math.ceil(batch.length / 2)
      await settle(batch.slice(0, middle))
      return settle(batch.slice(middle))
    }
    for (const [index, { resolve }] of batch.entries()) resolve(answers?.[index] as Answer)
  }

  return (item: Item): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!writing) void drain()
    })
}

interface Waiting<Item, Answer> {
  item: Item
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/** No item is to blame, and asking once more for each would only make everybody wait longer. */
export function isOutage(error: unknown): boolean {
  return error instanceof AppError && error.code === 'unavailable'
}
