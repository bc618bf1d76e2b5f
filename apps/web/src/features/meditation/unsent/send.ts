import {
  completeSession,
  putListeningSession,
  putPacedSession,
  putTimerSession,
  updateSession,
} from '@better-and-bliss/sdk'
import { ApiError, answerOf } from '../../../api/answer.ts'
import type { KeyValueStore } from '../../../api/local-storage.ts'
import { type Fate, sendUnsent, type Unsent } from './unsent.ts'

/** One after another in this page; those of other tabs are the same sessions by their ids. */
let sending = Promise.resolve(true)

/** Tells the API what it does not know yet. @returns whether it knows all now. */
export function sendSessions(storage: KeyValueStore, memberId: string): Promise<boolean> {
  sending = sending.then(() => sendUnsent(storage, memberId, (entry) => tell(memberId, entry)))
  return sending
}

async function tell(memberId: string, { id, session, ending, reflection }: Unsent): Promise<Fate> {
  try {
    if (session) await tellSession(memberId, id, session)
    if (ending) await tellEnding(id, ending)
    if (reflection) await answerOf(updateSession({ path: { id }, body: reflection }))
    return 'told'
  } catch (error) {
    return isRefused(error) ? 'refused' : 'unreachable'
  }
}

/** Names whose it is: somebody else may have signed in in another tab meanwhile. */
async function tellSession(memberId: string, id: string, session: NonNullable<Unsent['session']>): Promise<void> {
  const { paced, heard, ...told } = session
  const body = { ...told, member_id: memberId }
  if (heard) await answerOf(putListeningSession({ path: { id }, body: { ...body, ...heard } }))
  else if (paced) await answerOf(putPacedSession({ path: { id }, body: { ...body, ...paced } }))
  else await answerOf(putTimerSession({ path: { id }, body }))
}

async function tellEnding(id: string, { elapsed_seconds, paused_seconds }: NonNullable<Unsent['ending']>) {
  await answerOf(completeSession({ path: { id }, body: { elapsed_seconds, paused_seconds } }))
}

/** For good: what is wrong with it, or that it is gone, does not pass. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 422].includes(error.status)
}
