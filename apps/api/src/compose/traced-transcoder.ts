import type { Tracer } from '@better-and-bliss/observability/tracing'
import type { Transcoder } from '../ports/transcoder.ts'

/** A transcoder whose attempts are spans: from the start here to the event that ends them, if that comes here, too. */
export function tracedTranscoder(transcoder: Transcoder, tracer: Pick<Tracer, 'begin'>): Transcoder {
  const running = new Map<string, ReturnType<Tracer['begin']>>()

  function end(idempotencyKey: string, outcome: 'completed' | 'failed'): void {
    running.get(idempotencyKey)?.({ 'transcode.outcome': outcome })
    running.delete(idempotencyKey)
  }

  return {
    ...transcoder,
    start: async (job, signal) => {
      end(job.idempotencyKey, 'failed')
      running.set(job.idempotencyKey, tracer.begin({ name: 'transcode', resource: 'hls' }))
      try {
        return await transcoder.start(job, signal)
      } catch (error) {
        end(job.idempotencyKey, 'failed')
        throw error
      }
    },
    listen: (onEvent) =>
      transcoder.listen(async (event) => {
        await onEvent(event)
        if (event.kind === 'completed' || event.kind === 'failed') end(event.idempotencyKey, event.kind)
      }),
  }
}
