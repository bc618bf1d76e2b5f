import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AudioChunk } from './capture.ts'
import type { Interruption } from './interruptions.ts'
import { type Microphone, openMicrophone } from './microphone.ts'
import { createMicrophoneAccess, type MicrophoneAccess, type MicrophoneState } from './microphone-access.ts'
import { watchPermission } from './permission.ts'
import { ASSESSED_CHUNKS } from './signal-quality.ts'
import { type SoundFeatures, soundFeaturesOf } from './sound-features.ts'

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

/** The last chunks of a microphone, the latest last, and why no sound comes now. */
export function useSoundFeatures(
  microphone: Microphone,
  onLost: () => void,
): { chunks: readonly SoundFeatures[]; interruption: Interruption | null } {
  const [chunks, setChunks] = useState<readonly SoundFeatures[]>([])
  const [interruption, setInterruption] = useState<Interruption | null>(null)
  const lose = useEffectEvent(onLost)
  useEffect(() => {
    setChunks([])
    setInterruption(null)
    microphone.capture({
      onChunk: ({ records }: AudioChunk) => {
        const features = soundFeaturesOf(records)
        setChunks((before) => [...before.slice(1 - ASSESSED_CHUNKS), features])
        setInterruption(null)
      },
      onInterrupted: setInterruption,
      onLost: () => lose(),
    })
  }, [microphone])
  return { chunks, interruption }
}
