import { type RefObject, useEffect, useRef, useState } from 'react'
import {
  type Companion,
  createSleepTimer,
  NO_SLEEP,
  type SleepChoice,
  type SleepTimer,
  type SleepView,
} from './sleep-timer.ts'

const LOOK_EVERY_MS = 200

export interface SleepControl extends SleepView {
  choose: (choice: SleepChoice | null) => void
}

export function useSleepTimer(video: RefObject<HTMLVideoElement | null>, companion: Companion): SleepControl {
  const timer = useRef<SleepTimer>(null)
  const [view, setView] = useState(NO_SLEEP)
  useEffect(() => {
    const media = video.current
    if (!media) return
    const created = createSleepTimer({ media, companion, nowMs: Date.now, onChange: setView })
    timer.current = created
    media.addEventListener('play', created.wake)
    return () => {
      media.removeEventListener('play', created.wake)
      created.choose(null)
    }
  }, [video, companion])
  const isRunning = view.choice !== null
  useEffect(() => {
    if (!isRunning) return
    const interval = setInterval(() => timer.current?.look(), LOOK_EVERY_MS)
    return () => clearInterval(interval)
  }, [isRunning])
  return { ...view, choose: (choice) => timer.current?.choose(choice) }
}
