import { useState } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { keepPreferences, type Preferences, readPreferences } from './preferences.ts'

/** What the member chose on this device, and how to choose otherwise. */
export function usePreferences(memberId: string): [Preferences, (change: Partial<Preferences>) => void] {
  const storage = useStorage()
  const [preferences, setPreferences] = useState(() => readPreferences(storage, memberId))
  const change = (part: Partial<Preferences>) => {
    const next = { ...readPreferences(storage, memberId), ...part }
    keepPreferences(storage, memberId, next)
    setPreferences(next)
  }
  return [preferences, change]
}
