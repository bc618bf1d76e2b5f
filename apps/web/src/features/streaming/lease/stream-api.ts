import { endStream, getStream, type Stream, sendStreamHeartbeat } from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'

export interface StreamRequest {
  /** Of a stream to go on with. */
  sessionId?: string | undefined
  /** Of a stream that ends for this one. */
  takeOver?: string | undefined
}

/** What a player asks of the API for one item. */
export interface StreamApi {
  open(request: StreamRequest): Promise<Stream>
  beat(sessionId: string): Promise<unknown>
  /** Frees the place of a stream. It outlasts the page. */
  end(sessionId: string): Promise<unknown>
}

export function streamApi(contentId: string): StreamApi {
  return {
    open: ({ sessionId, takeOver }) => {
      const query = { ...(sessionId && { session_id: sessionId }), ...(takeOver && { take_over: takeOver }) }
      return answerOf(getStream({ path: { content_id: contentId }, query }))
    },
    beat: (id) => answerOf(sendStreamHeartbeat({ path: { id } })),
    end: (id) => answerOf(endStream({ path: { id }, keepalive: true })),
  }
}
