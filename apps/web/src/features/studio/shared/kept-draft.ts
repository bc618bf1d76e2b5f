import { useEffect, useState } from 'react'
import { openSessionStorage } from '../../../api/local-storage.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'

/** What somebody typed and has not saved, and what they began from. */
export interface KeptDraft<Thing, Fields> {
  base: Thing
  fields: Fields
}

/** Of whom, and of what. */
interface Place {
  memberId: string
  /** A path in the studio. */
  path: string
}

// Of this tab alone: it outlives a session that ends and a page that is loaded anew, and goes with the tab.
const storage = openSessionStorage()
const keyOf = ({ memberId, path }: Place) => `bliss.draft.${memberId}.${path}`

/** @param like what a draft has now: one that was kept before an update may have other fields, and is not taken. */
export function keptDraft<Thing, Fields extends object>(place: Place, like: Fields): KeptDraft<Thing, Fields> | null {
  const kept = read(storage.getItem(keyOf(place)))
  return kept && hasFieldsOf(kept.fields, like) ? (kept as KeptDraft<Thing, Fields>) : null
}

/** What was kept when the page began, which is told then. */
export function useKeptDraft<Thing, Fields extends object>(
  place: Place,
  like: Fields,
): KeptDraft<Thing, Fields> | null {
  const toasts = useToasts()
  const [kept] = useState(() => keptDraft<Thing, Fields>(place, like))
  useEffect(() => {
    if (kept) toasts.say(t('draftIsBack'))
  }, [kept, toasts])
  return kept
}

/** Where the browser has no room for it, it is not kept. */
export function keepDraft<Thing, Fields>(place: Place, draft: KeptDraft<Thing, Fields>): void {
  try {
    storage.setItem(keyOf(place), JSON.stringify(draft))
  } catch {
    dropDraft(place)
  }
}

export const dropDraft = (place: Place): void => storage.removeItem(keyOf(place))

function read(text: string | null): KeptDraft<object, object> | null {
  try {
    const value = JSON.parse(text ?? 'null')
    const isDraft = typeof value?.base?.version === 'number' && typeof value?.fields === 'object' && value.fields
    return isDraft ? value : null
  } catch {
    return null
  }
}

const hasFieldsOf = (fields: object, like: object) =>
  Object.keys(fields).toSorted().join() === Object.keys(like).toSorted().join()
