import { useEffect, useState } from 'react'
import { type Here, hereAt, msUntilTomorrow } from './calendar-clock.ts'

/** Where and when the member is, as their device says: the calendar of all dates on the page. It changes at midnight. */
export function useHere(): Here {
  const [here, setHere] = useState(() => hereAt(deviceTimeZone(), Date.now()))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      const nowMs = Date.now()
      const now = hereAt(deviceTimeZone(), nowMs)
      setHere((before) => (before.today === now.today && before.timeZone === now.timeZone ? before : now))
      timer = setTimeout(look, Math.min(msUntilTomorrow(now.timeZone, nowMs), LONGEST_WAIT_MS))
    }
    look()
    // A device that slept through midnight wakes no timer in time.
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
    }
  }, [])
  return here
}

const LONGEST_WAIT_MS = 15 * 60_000

function deviceTimeZone(): string | undefined {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
