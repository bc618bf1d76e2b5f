import { useEffect, useState } from 'react'
import { breathsWords, detectionWords } from '../words.ts'
import type { LiveView } from './live-session.ts'
import { t } from './messages.ts'

const SETTLES_MS = 5_000
const EVERY_BREATHS = 25
const PAUSED = t('paused')

/** What is read out to those with closed eyes: seldom, and only what changes what they might do. */
export function useAnnouncement(view: LiveView, isTraceAudible: boolean): string {
  const [said, setSaid] = useState('')
  const words = announcementOf(view, isTraceAudible)
  // A pause is what the member did, and no reading that may change again.
  const settlesMs = words === PAUSED || said === PAUSED ? 0 : SETTLES_MS
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), settlesMs)
    return () => clearTimeout(timer)
  }, [words, settlesMs])
  return said
}

/** Nothing where something else says how it is: the prompts of the calibration, an interruption's alert, a broken line. */
export function announcementOf({ breath, connection, sound, guidance }: LiveView, isTraceAudible: boolean): string {
  if (sound.name === 'paused') return PAUSED
  if (sound.name !== 'flowing' || guidance.name === 'calibrating' || connection !== 'live') return ''
  const count = Math.floor(breath.metrics.total_breaths / EVERY_BREATHS) * EVERY_BREATHS
  return [detectionWords(breath, isTraceAudible), count ? breathsWords(count) : ''].filter(Boolean).join(', ')
}
