import { useEffect, useState } from 'react'
import { breathsWords, detectionWords } from '../words.ts'
import type { LiveView } from './live-session.ts'

const SETTLES_MS = 5_000
const EVERY_BREATHS = 25
const PAUSED = 'Paused'

/** What is read out to those with closed eyes: seldom, and only what changes what they might do. */
export function useAnnouncement(view: LiveView, isTraceAudible: boolean): string {
  const { breath, connection } = view
  const isPaused = view.sound.name === 'paused'
  const [said, setSaid] = useState('')
  const count = Math.floor(breath.metrics.total_breaths / EVERY_BREATHS) * EVERY_BREATHS
  const words = isPaused
    ? PAUSED
    : view.guidance.name === 'calibrating' || connection !== 'live'
      ? ''
      : [detectionWords(breath, isTraceAudible), count ? breathsWords(count) : ''].filter(Boolean).join(', ')
  // A pause is what the member did, and no reading that may change again.
  const settlesMs = isPaused || said === PAUSED ? 0 : SETTLES_MS
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), settlesMs)
    return () => clearTimeout(timer)
  }, [words, settlesMs])
  return said
}
