import { useEffect, useState } from 'react'
import { breathsWords, detectionWords } from '../words.ts'
import type { LiveView } from './live-session.ts'

const SETTLES_MS = 5_000
const EVERY_BREATHS = 25

/** What is read out to those with closed eyes: seldom, and only what changes what they might do. */
export function useAnnouncement(view: LiveView, isTraceAudible: boolean): string {
  const { breath, connection, isPaused, isCalibrating } = view
  const [said, setSaid] = useState('')
  const count = Math.floor(breath.metrics.total_breaths / EVERY_BREATHS) * EVERY_BREATHS
  const words = isPaused
    ? 'Paused'
    : isCalibrating || connection !== 'live'
      ? ''
      : [detectionWords(breath, isTraceAudible), count ? breathsWords(count) : ''].filter(Boolean).join(', ')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), SETTLES_MS)
    return () => clearTimeout(timer)
  }, [words])
  return said
}
