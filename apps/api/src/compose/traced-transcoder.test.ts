import type { Work } from '@better-and-bliss/observability/tracing'
import { expect, test } from 'vitest'
import type { TranscodeEvent, TranscodeJob, Transcoder } from '../ports/transcoder.ts'
import { tracedTranscoder } from './traced-transcoder.ts'

function opened({ startFails = false } = {}) {
  const spans: (Work & { ended?: object | undefined })[] = []
  let tell: (event: TranscodeEvent) => Promise<void> = async () => {}
  const inner: Pick<Transcoder, 'start' | 'listen'> = {
    start: async () => {
      if (startFails) throw new Error('No room')
      return 'external'
    },
    listen: async (onEvent) => {
      tell = onEvent
      return { [Symbol.asyncDispose]: async () => {} }
    },
  }
  const begin = (work: Work) => {
    const span: (typeof spans)[number] = { ...work }
    spans.push(span)
    return (tags?: object) => void Object.assign(span, { ended: tags })
  }
  return {
    spans,
    transcoder: tracedTranscoder(inner as Transcoder, { begin }),
    tell: (event: TranscodeEvent) => tell(event),
  }
}

const job = (idempotencyKey: string) => ({ idempotencyKey }) as TranscodeJob
const { signal } = new AbortController()

test('an attempt is a span from its start to the event that ends it', async () => {
  const { spans, transcoder, tell } = opened()
  await transcoder.listen(async () => {})
  await Promise.all([transcoder.start(job('a'), signal), transcoder.start(job('b'), signal)])
  await tell({ idempotencyKey: 'a', kind: 'progress', fraction: 0.5 })
  expect(spans.map(({ ended }) => ended)).toEqual([undefined, undefined])
  await tell({ idempotencyKey: 'b', kind: 'failed', words: 'It is damaged.', tryAgain: 'never', cause: null })
  await tell({ idempotencyKey: 'unknown', kind: 'failed', words: 'It is damaged.', tryAgain: 'never', cause: null })
  expect(spans).toEqual([
    { name: 'transcode', resource: 'hls' },
    { name: 'transcode', resource: 'hls', ended: { 'transcode.outcome': 'failed' } },
  ])
})

test('one that could not be started has failed', async () => {
  const { spans, transcoder } = opened({ startFails: true })
  await expect(transcoder.start(job('a'), signal)).rejects.toThrow('No room')
  expect(spans[0]?.ended).toEqual({ 'transcode.outcome': 'failed' })
})
