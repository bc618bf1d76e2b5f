import type { KeyValueStore } from '../../api/local-storage.ts'

/** Where a member stopped in an item. */
export interface Position {
  contentId: string
  seconds: number
  durationSeconds: number
}

/** Positions of one member on this device, the latest first. */
export interface Positions {
  of(contentId: string): Position | undefined
  all(): Position[]
  /** Keeps a position, or forgets the item where there is nothing to resume: at its beginning and at its end. */
  keep(position: Position): void
  forget(contentId: string): void
}

const BEGINNING_SECONDS = 4
const END_SHARE = 0.97
const MAX_KEPT = 40

/** Each member has a list of their own: a device may be shared. */
export function openPositions(storage: KeyValueStore, memberId: string): Positions {
  const key = `bliss.positions.${memberId}`
  const all = () => parse(storage.getItem(key))
  const store = (positions: Position[]) => storage.setItem(key, JSON.stringify(positions.slice(0, MAX_KEPT)))
  const forget = (contentId: string) => store(all().filter((position) => position.contentId !== contentId))

  return {
    all,
    forget,
    of: (contentId) => all().find((position) => position.contentId === contentId),
    keep: (position) => {
      if (!isWorthKeeping(position)) return forget(position.contentId)
      store([position, ...all().filter(({ contentId }) => contentId !== position.contentId)])
    },
  }
}

/** `4:07`, `1:02:30`. */
export function clockWords(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

function isWorthKeeping({ seconds, durationSeconds }: Position): boolean {
  return seconds >= BEGINNING_SECONDS && seconds < durationSeconds * END_SHARE
}

function parse(text: string | null): Position[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPosition) : []
  } catch {
    return []
  }
}

function isPosition(value: Partial<Position> | null): value is Position {
  return (
    typeof value?.contentId === 'string' && Number.isFinite(value.seconds) && Number.isFinite(value.durationSeconds)
  )
}
