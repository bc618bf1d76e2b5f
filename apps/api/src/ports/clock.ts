/** Where "now" comes from. Tests move it by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number
}

/** Whether something that happened at `sinceMs` is younger than so long. What has not happened yet was told by a clock that was ahead: were it young, it would stay so until then. */
export function isYoungerThan(forMs: number, { nowMs, sinceMs }: { nowMs: number; sinceMs: number }): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < forMs
}
