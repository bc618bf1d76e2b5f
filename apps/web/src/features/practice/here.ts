import { useState } from 'react'
import { dateIn } from './dates.ts'

/** Where and when the member is, as their device says: the calendar that their practice is told in. */
export function useHere(): { timeZone: string; today: string } {
  const [here] = useState(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    return { timeZone, today: dateIn(timeZone, Date.now()) }
  })
  return here
}
