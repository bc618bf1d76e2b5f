import { describe, expect, test } from 'vitest'
import { testClock } from '../../../testing/test-clock.ts'
import { fairQueue } from './fair-queue.ts'

function setUp(settings: Partial<Parameters<typeof fairQueue>[0]> = {}) {
  const clock = testClock()
  const queue = fairQueue({ atOnce: 1, maxWaiting: 100, maxWaitMs: 10_000, clock, ...settings })
  const started: string[] = []
  const ends: (() => void)[] = []
  const ask = (client: string, name = client) =>
    queue
      .run(client, () => {
        started.push(name)
        return new Promise<void>((resolve) => ends.push(resolve))
      })
      .then(
        () => 'done',
        (error: { code?: string; retryAfterSeconds?: number }) => `${error.code} ${error.retryAfterSeconds}`,
      )
  const endOne = async () => {
    await new Promise(setImmediate)
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { clock, queue, started, ends, ask, endOne }
}

describe('work that is queued', () => {
  test('runs as much at once as it may, and no more', async () => {
    const { ask, started, endOne } = setUp({ atOnce: 2 })
    for (const name of ['a', 'b', 'c', 'd']) void ask(name)
    await new Promise(setImmediate)
    expect(started).toEqual(['a', 'b'])
    await endOne()
    expect(started).toEqual(['a', 'b', 'c'])
  })

  test("takes turns between clients: one client's many do not delay another's one", async () => {
    const { ask, started, endOne } = setUp()
    for (let n = 0; n < 50; n++) void ask('flood', `flood ${n}`)
    void ask('ada')
    void ask('bo')
    for (let n = 0; n < 4; n++) await endOne()
    expect(started).toEqual(['flood 0', 'flood 1', 'ada', 'bo', 'flood 2'])
  })

  test('refuses the excess of the one who floods, not somebody new', async () => {
    const { ask, endOne } = setUp({ maxWaiting: 3 })
    const flood = [0, 1, 2, 3, 4].map((n) => ask('flood', `flood ${n}`))
    expect(await flood[4]).toBe('unavailable 5')
    const ada = ask('ada')
    expect(await flood[3]).toBe('unavailable 5')
    for (let n = 0; n < 4; n++) await endOne()
    expect(await Promise.all([...flood.slice(0, 3), ada])).toEqual(['done', 'done', 'done', 'done'])
  })

  test('refuses what would wait too long, and goes on', async () => {
    const { ask, clock, endOne } = setUp()
    void ask('first')
    const late = ask('late')
    clock.advance(10_001)
    const punctual = ask('punctual')
    await endOne()
    expect(await late).toBe('unavailable 5')
    await endOne()
    expect(await punctual).toBe('done')
    const again = ask('again')
    await endOne()
    expect(await again).toBe('done')
  })

  test('that fails makes room for the next', async () => {
    const { queue } = setUp()
    await expect(queue.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await queue.run('a', async () => 'next')).toBe('next')
  })
})
