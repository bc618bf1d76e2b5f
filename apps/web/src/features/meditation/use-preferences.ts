import { useState } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { keepPreferences, type Preferences, readPreferences, withMinutes } from './preferences.ts'

/** What the member chose on this device, and how to choose otherwise. `minutes`: for how long, where a link says so. */
export function usePreferences(
  memberId: string,
  minutes?: number,
): [Preferences, (change: Partial<Preferences>) => void] {
  const storage = useStorage()
  const [preferences, setPreferences] = useState(() => withMinutes(readPreferences(storage, memberId), minutes))
  const change = (part: Partial<Preferences>) => {
    keepPreferences(storage, memberId, { ...readPreferences(storage, memberId), ...part })
    setPreferences((shown) => ({ ...shown, ...part }))
  }
  return [preferences, change]
}
