import { HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath/features'
import type { StartedSession } from '@better-and-bliss/sdk'
import { authorize } from '../api.ts'
import { pageClock } from '../clock.ts'
import type { Microphone } from '../microphone/microphone.ts'
import type { Preferences } from '../preferences.ts'
import type { Elapsed } from '../running-record.ts'
import { createFrameStore } from '../socket/frame-store.ts'
import { LiveSession } from './live-session.ts'

/** Connects a microphone with a session of the API. */
export function openLiveSession(
  { session_id, target, websocket_url }: StartedSession,
  microphone: Microphone,
  { isPrivate, calibrates, profiles }: Preferences,
  before?: Elapsed,
): LiveSession {
  const session = new LiveSession({
    url: websocket_url,
    hello: {
      session_id,
      format: isPrivate ? 'features' : 'pcm_s16le',
      target,
      calibrate: calibrates,
      profile: profiles[microphone.label] ?? null,
    },
    store: createFrameStore(isPrivate ? { bytes: RECORD_BYTES, samples: HOP_SAMPLES } : { bytes: 2, samples: 1 }),
    open: (url) => new WebSocket(url),
    authorize,
    clock: pageClock,
    before,
    random: Math.random,
  })
  session.use(microphone)
  return session
}
