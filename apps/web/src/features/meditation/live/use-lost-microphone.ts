import { useEffect, useEffectEvent } from 'react'
import { pageClock } from '../clock.ts'
import { type Microphone, openMicrophone } from '../microphone/microphone.ts'
import { isMicrophoneGranted } from '../microphone/permission.ts'
import type { Preferences } from '../preferences.ts'
import type { LiveSession } from './live-session.ts'
import { reacquire } from './reacquire.ts'

/** Opens another microphone as soon as there is one, while the session has lost its own. @returns how to open it now. */
export function useLostMicrophone(
  session: LiveSession,
  isLost: boolean,
  { deviceId, isPrivate }: Pick<Preferences, 'deviceId' | 'isPrivate'>,
): () => Promise<void> {
  const open = useEffectEvent(() => openMicrophone({ deviceId, sendsSound: !isPrivate }))
  useEffect(() => {
    if (!isLost) return
    return reacquire<Microphone>({
      open: () => open(),
      mayOpen: async () => document.visibilityState === 'visible' && (await isMicrophoneGranted()),
      watch: watchChances,
      clock: pageClock,
      onOpened: (microphone) => session.use(microphone),
    })
  }, [isLost, session])
  return async () => session.use(await openMicrophone({ deviceId, sendsSound: !isPrivate }))
}

function watchChances(change: () => void): () => void {
  const watching = new AbortController()
  const { signal } = watching
  navigator.mediaDevices.addEventListener('devicechange', change, { signal })
  document.addEventListener('visibilitychange', change, { signal })
  return () => watching.abort()
}
