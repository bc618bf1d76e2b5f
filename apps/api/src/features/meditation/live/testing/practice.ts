import type { Hello } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../../db/database.ts'
import type { TestServer } from '../../../../testing/test-server.ts'
import type { ThinClient } from './thin-client.ts'

/** Starts a session. @returns its id. */
export async function startSession(server: TestServer, cookies: string, body: object = {}): Promise<string> {
  const response = await server.request('POST', '/api/meditation/sessions/start', { cookies, body })
  if (response.statusCode !== 201) throw new Error(`No session was started: ${response.body}`)
  return response.json().session_id
}

export function helloFor(session_id: string, change: Partial<Hello> = {}): object {
  return { type: 'hello', v: 1, session_id, format: 'pcm_s16le', rate: 16_000, ...change }
}

const FRAME_SAMPLES = 1_600
const MIN_FRAME_SAMPLES = 320

interface Stretch {
  /** Samples of the stream: from the first to before the last. */
  from?: number
  to?: number
  /** By how much the server's clock goes on with each frame; the frame's own length by default. */
  advanceMs?: number
}

/** Sends sound in frames of 100 ms, while the server's clock goes on; it has come in when this resolves. */
export async function play(
  server: TestServer,
  client: ThinClient,
  samples: Int16Array,
  { from = 0, to = samples.length, advanceMs = 100 }: Stretch = {},
): Promise<void> {
  for (let at = from; at < to; at += FRAME_SAMPLES) {
    server.clock.advance(advanceMs)
    const isLast = to - at < FRAME_SAMPLES + MIN_FRAME_SAMPLES
    const part = samples.slice(at, isLast ? to : at + FRAME_SAMPLES)
    client.frame({ kind: 'pcm', firstSample: at, payload: new Uint8Array(part.buffer) })
    if (Math.floor(at / FRAME_SAMPLES) % 10 === 9) await client.caughtUp()
    if (isLast) break
  }
  await client.caughtUp()
}

/** What is stored of a session's breath, in its order; times since the first sample. */
export async function storedPhases(db: Database, session: string) {
  return db.query(
    '',
    `select event_type, round(extract(epoch from e.timestamp - s.clock_origin) * 1000)::integer as t_ms, duration_ms,
       breath_number
     from breath_events e join breath_streams s using (session_id)
     where session_id = $1 order by e.timestamp`,
    [session],
  )
}
