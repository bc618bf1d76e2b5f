import type { Stream } from '@better-and-bliss/sdk'
import type { StreamApi, StreamRequest } from '../lease/stream-api.ts'
import { testStream } from './video.ts'

/** An API that allows everything, unless a test says otherwise, and remembers what it was asked. */
export class FakeStreamApi implements StreamApi {
  asked: StreamRequest[] = []
  beats: string[] = []
  ended: string[] = []
  nowMs = 1_000_000
  answer = async (request: StreamRequest): Promise<Stream> => {
    const stream = testStream(this.nowMs, this.asked.length)
    return request.sessionId
      ? stream
      : { ...stream, stream_session: { id: `session-${this.asked.length}`, heartbeat_seconds: 30 } }
  }
  beatAnswer = async (): Promise<void> => {}

  open = (request: StreamRequest) => {
    const sent = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
    this.asked.push(sent)
    return this.answer(request)
  }
  beat = (id: string) => {
    this.beats.push(id)
    return this.beatAnswer()
  }
  end = async (id: string) => {
    this.ended.push(id)
  }
}
