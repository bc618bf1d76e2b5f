/** One line of JSON for each start, stop and problem. Requests are not logged: their URLs bear tokens. */
export type Log = Record<'info' | 'warn' | 'error', (msg: string, fields?: Record<string, unknown>) => void>

/**
 * Writes lines; of those that say the same (`msg`, whatever their fields) ten a minute, for a store that is away fails every request. What was left
 * out is counted in a line of its own, before the next one of any kind.
 */
export function jsonLog(write: (line: string) => void, nowMs: () => number): Log {
  const minutes = new Map<string, Minute>()

  function line(level: keyof Log, time: number, msg: string, fields: object = {}): void {
    write(`${JSON.stringify({ level, time, msg, ...fields })}\n`)
  }

  function tellLeftOut(now: number): void {
    for (const [msg, { level, beganMs, lines }] of minutes) {
      if (Math.abs(now - beganMs) < MINUTE_MS) continue
      minutes.delete(msg)
      if (lines > MOST_LINES) line(level, now, msg, { left_out: lines - MOST_LINES, since: beganMs })
    }
  }

  const log = (level: keyof Log) => (msg: string, fields?: Record<string, unknown>) => {
    const now = nowMs()
    tellLeftOut(now)
    const minute = minutes.get(msg) ?? { level, beganMs: now, lines: 0 }
    minutes.set(msg, minute)
    minute.lines += 1
    if (minute.lines <= MOST_LINES) line(level, now, msg, fields)
  }
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

interface Minute {
  level: keyof Log
  beganMs: number
  lines: number
}

const MOST_LINES = 10
const MINUTE_MS = 60_000
