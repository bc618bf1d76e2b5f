/** Whether this browser can be reminded, and what keeps it from it. */
export type PushState = 'ready' | 'blocked' | 'install_first' | 'unsupported'

export interface PushSurroundings {
  hasWorker: boolean
  hasPush: boolean
  permission: NotificationPermission | null
  userAgent: string
  touchPoints: number
  /** Whether it was opened from the home screen. */
  isInstalled: boolean
}

export function pushStateOf(of: PushSurroundings): PushState {
  if (of.hasWorker && of.hasPush && of.permission !== null) return of.permission === 'denied' ? 'blocked' : 'ready'
  // iPads call themselves Macs, which have no touch screen.
  const isOfApple = /iPhone|iPad|iPod/.test(of.userAgent) || (/Macintosh/.test(of.userAgent) && of.touchPoints > 1)
  return isOfApple && !of.isInstalled ? 'install_first' : 'unsupported'
}

/** @returns whether it is quiet at a time (`07:30`), on the same clock; quiet hours may go over midnight. */
export function isQuietAt(time: string, quietHours: { from: string; until: string } | null): boolean {
  if (!quietHours) return false
  const { from, until } = quietHours
  return from < until ? time >= from && time < until : time >= from || time < until
}
