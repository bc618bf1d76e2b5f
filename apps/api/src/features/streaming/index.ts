import type { App } from '../../http/app.ts'
import { endStream } from './end-stream.ts'
import { heartbeat } from './heartbeat.ts'
import { listStreams } from './list-streams.ts'
import type { StreamingParts } from './parts.ts'
import { revocations } from './revocations.ts'
import { seen } from './seen.ts'
import { stream } from './stream.ts'
import { validate } from './validate.ts'

/** Protected playback: who may play what, how well, on how many devices, and for how long. */
export function streaming(app: App, parts: StreamingParts): void {
  stream(app, parts)
  listStreams(app, parts)
  heartbeat(app, parts)
  endStream(app, parts)
  validate(app, parts)
  revocations(app, parts)
  seen(app, parts)
}
