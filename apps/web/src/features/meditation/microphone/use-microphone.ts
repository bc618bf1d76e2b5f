import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { JUDGED_MOMENTS } from './advice.ts'
import type { Heard } from './capture.ts'
import { type Hearing, hearingOf } from './hearing.ts'
import type { Interruption } from './interruptions.ts'
import { type Microphone, openMicrophone } from './microphone.ts'
import { createMicrophoneAccess, type MicrophoneAccess, type MicrophoneState } from './microphone-access.ts'
import { watchPermission } from './permission.ts'

interface Options {
  deviceId: string
  sendsSound: boolean
}

/** A microphone for as long as the component is there, as far as it is allowed; longer, if it was taken. */
export function useMicrophone({ deviceId, sendsSound }: Options) {
  const [state, setState] = useState<MicrophoneState>({ kind: 'opening' })
  const access = useRef<MicrophoneAccess | null>(null)
  const create = useEffectEvent(() =>
    createMicrophoneAccess({
      deviceId,
      openMicrophone: (id) => openMicrophone({ deviceId: id, sendsSound }),
      watchPermission,
      onState: setState,
    }),
  )
  useEffect(() => {
    const created = create()
    access.current = created
    return () => created.close()
  }, [])
  return {
    state,
    open: (id = deviceId) => access.current?.open(id),
    lose: () => access.current?.lose(),
    take: () => access.current?.take(),
  }
}

/** The last seconds of what a microphone hears, the latest last, and why nothing comes now. */
export function useHearing(
  microphone: Microphone,
  onLost: () => void,
): { moments: readonly Hearing[]; interruption: Interruption | null } {
  const [moments, setMoments] = useState<readonly Hearing[]>([])
  const [interruption, setInterruption] = useState<Interruption | null>(null)
  const lose = useEffectEvent(onLost)
  useEffect(() => {
    setMoments([])
    setInterruption(null)
    microphone.listen({
      onHeard: ({ records }: Heard) => {
        const heard = hearingOf(records)
        setMoments((before) => [...before.slice(1 - JUDGED_MOMENTS), heard])
        setInterruption(null)
      },
      onInterrupted: setInterruption,
      onLost: () => lose(),
    })
  }, [microphone])
  return { moments, interruption }
}
