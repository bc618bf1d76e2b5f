/**
 * Joins writes that arrive while another is on its way: the first goes at once, those that come meanwhile go together
 * in the next statement. Nobody waits for a timer, and a busy moment costs one commit instead of many.
 *
 * @param write stores all items or none; its error reaches everyone whose item was in it.
 * @param limit how many items one statement takes at the most.
 * @returns a function that resolves when its item is stored.
 */
export function batchWrites<Item>(write: (items: Item[]) => Promise<void>, limit = 500) {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = []
  let writing = false

  async function drain(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit)
      waiting = waiting.slice(limit)
      try {
        await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = false
  }

  return (item: Item): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!writing) void drain()
    })
}
