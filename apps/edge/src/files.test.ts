import { afterAll, describe, expect, test } from 'vitest'
import { startEdge, urlOf } from './testing/edge.ts'

const SEGMENT = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
const LARGE = Buffer.alloc(7 * 1024 * 1024, 7)

const edge = await startEdge({ '720p/segment0001.ts': SEGMENT, '1080p/segment0000.ts': LARGE })
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
})

// What every edge does with segments: served-media.contract-test.ts.
describe('a segment', () => {
  test('too large for the memory comes from the disk', async () => {
    const { status, headers, body } = await edge.ask(urlOf('1080p/segment0000.ts'))
    expect([status, headers['content-type'], body.equals(LARGE)]).toEqual([200, 'video/mp2t', true])
  })

  test('that is asked for once is read for its reader alone; the second time it is kept', async () => {
    const path = urlOf('720p/segment0002.ts')
    edge.replace('720p/segment0002.ts', 'first')
    expect((await edge.ask(path)).text).toBe('first')
    edge.replace('720p/segment0002.ts', 'second')
    expect((await edge.ask(path)).text).toBe('second')
    edge.replace('720p/segment0002.ts', 'third')
    expect((await edge.ask(path)).text).toBe('second')
  })

  test('that was replaced is seen within two seconds, though it was hot', async () => {
    const path = urlOf('720p/segment0001.ts')
    for (let asked = 0; asked < 2; asked += 1) await edge.ask(path)
    edge.replace('720p/segment0001.ts', 'replaced')
    expect((await edge.ask(path)).body.equals(SEGMENT)).toBe(true)
    edge.clock.monotonicMs += 2000
    expect((await edge.ask(path)).text).toBe('replaced')
  })
})
