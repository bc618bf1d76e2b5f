import type { Microphone } from './microphone.ts'
import type { MicrophoneFailure } from './microphone-error.ts'
import { failureOf } from './microphone-error.ts'
import type { MicrophonePermission } from './permission.ts'

/** A microphone on its way from a question to a sound. */
export type MicrophoneState =
  /** The browser will ask; the member has to want it. */
  | { kind: 'asking' }
  | { kind: 'opening' }
  | { kind: 'open'; microphone: Microphone }
  | { kind: 'failed'; failure: MicrophoneFailure }

export interface MicrophoneAccess {
  /** Opens a device (empty: whichever the browser chooses) in place of the one that is open. */
  open(deviceId: string): void
  /** The microphone that was open is gone. */
  lose(): void
  /** Somebody else has the microphone from now on, and closes it. */
  take(): void
  close(): void
}

interface Parts {
  deviceId: string
  openMicrophone: (deviceId: string) => Promise<Microphone>
  watchPermission: (tell: (permission: MicrophonePermission) => void) => () => void
  onState: (state: MicrophoneState) => void
}

/**
 * Follows the permission in all its states: opens at once where the member allowed it before or does so meanwhile, asks
 * where the browser would, and says so where it is denied, also when that changes while the page is open.
 */
export function createMicrophoneAccess({
  deviceId,
  openMicrophone,
  watchPermission,
  onState,
}: Parts): MicrophoneAccess {
  let permission: MicrophonePermission | null = null
  let state: MicrophoneState = { kind: 'opening' }
  let wanted = deviceId
  let attempt = 0
  let isTaken = false
  let isClosed = false

  function become(next: MicrophoneState): void {
    if (state.kind === 'open' && !isTaken) state.microphone.close()
    state = next
    onState(next)
  }

  async function open(id: string): Promise<void> {
    wanted = id
    attempt += 1
    const own = attempt
    const isOutdated = () => isClosed || own !== attempt
    become({ kind: 'opening' })
    try {
      const microphone = await openMicrophone(id)
      if (isOutdated()) microphone.close()
      else become({ kind: 'open', microphone })
    } catch (error) {
      if (!isOutdated()) become({ kind: 'failed', failure: explained(failureOf(error), permission) })
    }
  }

  /** Without a microphone, what the permission says is what there is to show. */
  function follow(next: MicrophonePermission): void {
    const before = permission
    permission = next
    if (isTaken || (state.kind === 'opening' && before !== null)) return
    if (next === 'denied') become({ kind: 'failed', failure: 'denied' })
    else if (state.kind === 'open') return
    else if (next === 'granted') void open(wanted)
    else become({ kind: 'asking' })
  }

  onState(state)
  const unwatch = watchPermission(follow)
  return {
    open: (id) => void open(id),
    lose: () => {
      if (permission === 'prompt') become({ kind: 'asking' })
      else become({ kind: 'failed', failure: permission === 'denied' ? 'denied' : 'missing' })
    },
    take: () => {
      isTaken = true
    },
    close: () => {
      isClosed = true
      unwatch()
      if (state.kind === 'open' && !isTaken) state.microphone.close()
    },
  }
}

/** A refusal means another thing when the browser would still ask, and when it is the system that refuses. */
function explained(failure: MicrophoneFailure, permission: MicrophonePermission | null): MicrophoneFailure {
  if (failure !== 'denied') return failure
  return permission === 'prompt' ? 'dismissed' : permission === 'granted' ? 'blocked' : failure
}
