import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { JUDGED_MOMENTS } from './advice.ts'
import type { Heard } from './capture.ts'
import { type Hearing, hearingOf } from './hearing.ts'
import {
  failureOf,
  isMicrophoneAllowed,
  type Microphone,
  type MicrophoneFailure,
  openMicrophone,
} from './microphone.ts'

/** A microphone on its way from a question to a sound. */
export type MicrophoneState =
  | { kind: 'closed' }
  | { kind: 'opening' }
  | { kind: 'open'; microphone: Microphone }
  | { kind: 'failed'; failure: MicrophoneFailure }

interface Options {
  deviceId: string
  sendsSound: boolean
}

/** Opens at once where the member allowed it before, else with `open`. Closes it when the component goes, unless it was taken. */
export function useMicrophone({ deviceId, sendsSound }: Options) {
  const [state, setState] = useState<MicrophoneState>({ kind: 'closed' })
  const [wish, setWish] = useState<Options | null>(null)
  const taken = useRef(false)

  useEffect(() => {
    let isGone = false
    void isMicrophoneAllowed().then((isAllowed) => {
      if (isAllowed && !isGone) setWish((wanted) => wanted ?? { deviceId, sendsSound })
    })
    return () => {
      isGone = true
    }
  }, [deviceId, sendsSound])

  useEffect(() => {
    if (!wish) return
    let microphone: Microphone | null = null
    let isGone = false
    setState({ kind: 'opening' })
    openMicrophone(wish).then(
      (opened) => {
        if (isGone) return opened.close()
        microphone = opened
        setState({ kind: 'open', microphone: opened })
      },
      (error: unknown) => {
        if (!isGone) setState({ kind: 'failed', failure: failureOf(error) })
      },
    )
    return () => {
      isGone = true
      if (!taken.current) microphone?.close()
    }
  }, [wish])

  return {
    state,
    open: (id = deviceId) => setWish({ deviceId: id, sendsSound }),
    lose: () => setState({ kind: 'failed', failure: 'missing' }),
    /** Somebody else listens to it, and closes it. */
    take: () => {
      taken.current = true
    },
  }
}

/** The last seconds of what a microphone hears, the latest last. */
export function useHearing(microphone: Microphone, onLost: () => void): readonly Hearing[] {
  const [moments, setMoments] = useState<readonly Hearing[]>([])
  const lose = useEffectEvent(onLost)
  useEffect(() => {
    setMoments([])
    const hear = ({ records }: Heard) => {
      const heard = hearingOf(records)
      setMoments((before) => [...before.slice(1 - JUDGED_MOMENTS), heard])
    }
    microphone.listen(hear, () => lose())
  }, [microphone])
  return moments
}
