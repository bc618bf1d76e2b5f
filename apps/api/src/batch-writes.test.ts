import { describe, expect, test, vi } from 'vitest'
import { batchWrites } from './batch-writes.ts'
import { AppError } from './errors.ts'

/** A place to write to that finishes each write when it is told to. */
function ground({ limit, pauseMs }: { limit?: number; pauseMs?: number } = {}) {
  const writes: { items: number[]; finish: () => void; fail: (error: Error) => void }[] = []
  const write = (items: number[]) =>
    new Promise<void>((resolve, reject) => writes.push({ items, finish: resolve, fail: reject }))
  return { writes, store: batchWrites(write, { limit, pauseMs }) }
}

/** Lets what was settled go on. */
const turn = () => new Promise(setImmediate)

test('each hears the answer to its own item, those whose neighbours failed too', async () => {
  const ask = batchWrites(async (items: number[]) => {
    await Promise.resolve()
    if (items.includes(3)) throw new Error('three')
    return items.map((item) => item * 10)
  })
  const answers = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => ask(item)))
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
    10,
    20,
    'failed',
    40,
    50,
  ])
})

describe('writes that arrive together', () => {
  test('the first goes at once; those that come meanwhile go together, in their order', async () => {
    const { writes, store } = ground()
    const stored = [1, 2, 3].map((item) => store(item))
    expect(writes.map(({ items }) => items)).toEqual([[1]])
    writes[0]?.finish()
    await stored[0]
    await turn()
    expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3]])
    writes[1]?.finish()
    await Promise.all(stored)
  })

  test('nobody is told before their own item is stored', async () => {
    const { writes, store } = ground()
    const told: number[] = []
    for (const item of [1, 2]) void store(item).then(() => told.push(item))
    await turn()
    expect(told).toEqual([])
    writes[0]?.finish()
    await turn()
    expect(told).toEqual([1])
    writes[1]?.finish()
    await turn()
    expect(told).toEqual([1, 2])
  })

  test('an item that fails fails alone, and costs few writes more', async () => {
    const sizes: number[] = []
    const store = batchWrites(async (items: number[]) => {
      sizes.push(items.length)
      if (items.some((item) => item % 250 === 123)) throw new Error('no such owner')
    })
    const outcomes = await Promise.allSettled(Array.from({ length: 500 }, (_, item) => store(item)))
    expect(outcomes.flatMap(({ status }, item) => (status === 'rejected' ? item : []))).toEqual([123, 373])
    expect(sizes.length).toBeLessThan(40)
  })

  test('those after a failed write are written all the same', async () => {
    const { writes, store } = ground()
    const failed = expect(store(1)).rejects.toThrow('no such owner')
    writes[0]?.fail(new Error('no such owner'))
    await failed
    const next = store(2)
    expect(writes.at(-1)?.items).toEqual([2])
    writes.at(-1)?.finish()
    await next
  })

  test('an outage reaches everyone at once: nothing is tried again', async () => {
    const { writes, store } = ground()
    const outcomes = Promise.allSettled([1, 2, 3].map((item) => store(item)))
    writes[0]?.finish()
    await turn()
    writes[1]?.fail(new AppError('unavailable', 'The database does not answer'))
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(writes).toHaveLength(2)
  })

  test('an outage reaches those who wait for the next write, too, and the one after it works', async () => {
    const { writes, store } = ground()
    const outcomes = Promise.allSettled([1, 2, 3].map((item) => store(item)))
    writes[0]?.fail(new AppError('unavailable', 'The database does not answer'))
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    const next = store(4)
    writes[1]?.finish()
    await next
    expect(writes.map(({ items }) => items)).toEqual([[1], [4]])
  })

  test('with a pause, those who come after an answer go together, and who comes later goes at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    using _ = { [Symbol.dispose]: () => void vi.useRealTimers() }
    const { writes, store } = ground({ pauseMs: 5 })
    const write = async (item: number) => {
      void store(item)
      await turn()
    }
    await write(1)
    writes[0]?.finish()
    await turn()
    await write(2)
    await write(3)
    expect(writes.map(({ items }) => items)).toEqual([[1]])
    await vi.advanceTimersByTimeAsync(5)
    expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3]])
    writes[1]?.finish()
    await turn()
    await vi.advanceTimersByTimeAsync(5)
    await write(4)
    expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3], [4]])
  })

  test('a write takes no more than its limit', async () => {
    const { writes, store } = ground({ limit: 2 })
    const stored = Promise.all([1, 2, 3, 4, 5, 6].map((item) => store(item)))
    for (let index = 0; index < 4; index++) {
      writes[index]?.finish()
      await turn()
    }
    await stored
    expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3], [4, 5], [6]])
  })

  test('a thousand at once cost three writes', async () => {
    const sizes: number[] = []
    const store = batchWrites(async (items: number[]) => {
      sizes.push(items.length)
    })
    await Promise.all(Array.from({ length: 1000 }, (_, item) => store(item)))
    expect(sizes).toEqual([1, 500, 499])
  })
})
