import type { App } from '../../http/app.ts'
import type { StreamingParts } from './parts.ts'
import { revocations } from './revocations.ts'
import { stream } from './stream.ts'
import { validate } from './validate.ts'

/** Protected playback: who may play what, how well, and for how long. */
export function streaming(app: App, parts: StreamingParts): void {
  stream(app, parts)
  validate(app, parts)
  revocations(app, parts)
}
