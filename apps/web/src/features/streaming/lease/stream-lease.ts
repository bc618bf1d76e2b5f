import type { Stream } from '@better-and-bliss/sdk'
import { isFinalForStream } from '../failures.ts'
import { type StreamEnd, streamEndOf, streamLimitOf, takerOf } from './lease-problems.ts'
import type { LeftStream } from './left-stream.ts'
import type { StreamApi } from './stream-api.ts'

/** The place that a playback has among the streams of a member. */
export interface StreamLease {
  /**
   * Takes a place, or goes on in the one that there is. What another device has taken over is taken back from it.
   *
   * @param takeOver the stream that ends for this one.
   * @param signal whoever waits no longer has no place: it is given up when it comes, unless somebody asks again.
   */
  open(takeOver: string | undefined, signal: AbortSignal): Promise<Stream>
  /** Fresh addresses of the same stream. One that has ended is not begun anew without a word: that is for the member to say. */
  renew(): Promise<Stream>
  /**
   * Says that it still plays.
   *
   * @throws only what says that it may not any more; an API that does not answer says nothing.
   */
  confirm(): Promise<void>
  /** Learns of an error that ended the playback. */
  note(error: unknown): void
  /** Gives the place up; whoever opens next in this tab takes it. */
  leave(): void
}

export function streamLease({ api, left }: { api: StreamApi; left: LeftStream }): StreamLease {
  let sessionId: string | undefined
  let end: StreamEnd | null = null
  /** One after another: who presses twice goes on in the stream that the first press got. */
  let opening: Promise<unknown> = Promise.resolve()

  async function confirm(): Promise<void> {
    try {
      if (sessionId) await api.beat(sessionId)
    } catch (error) {
      if (isFinalForStream(error)) throw error
    }
  }

  function keep(stream: Stream): Stream {
    sessionId = stream.stream_session.id
    end = null
    return stream
  }

  async function open(takeOver = left.take()): Promise<Stream> {
    try {
      return keep(await api.open({ sessionId, takeOver }))
    } catch (error) {
      const limit = streamLimitOf(error)
      const taker = limit && end?.reason === 'taken_over' ? takerOf(limit, end.by_device) : undefined
      if (!taker) throw error
      return keep(await api.open({ takeOver: taker }))
    }
  }

  function leave(): void {
    if (!sessionId) return
    left.keep(sessionId)
    // Nobody waits for it; a place whose end is lost on its way lapses by itself.
    api.end(sessionId).catch(() => {})
    sessionId = undefined
  }

  return {
    open: (takeOver, signal) => {
      const opened = opening.then(() => open(takeOver))
      const settled = opened.then(
        () => {
          if (signal.aborted && opening === settled) leave()
        },
        () => {},
      )
      opening = settled
      return opened
    },
    renew: async () => {
      await confirm()
      return keep(await api.open({ sessionId }))
    },
    confirm,
    note: (error) => {
      end = streamEndOf(error)
      if (end) sessionId = undefined
    },
    leave,
  }
}
