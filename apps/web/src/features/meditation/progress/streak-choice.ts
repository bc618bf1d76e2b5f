import type { KeyValueStore } from '../../../api/local-storage.ts'

/** Whether a member would rather not see their streak on this device. */
export function isStreakHidden(storage: KeyValueStore, memberId: string): boolean {
  return storage.getItem(keyOf(memberId)) === 'hidden'
}

export function setStreakHidden(storage: KeyValueStore, memberId: string, hidden: boolean): void {
  if (hidden) storage.setItem(keyOf(memberId), 'hidden')
  else storage.removeItem(keyOf(memberId))
}

function keyOf(memberId: string): string {
  return `bliss.streak.${memberId}`
}
