/** One line of JSON for each start, stop and problem. Requests are not logged: their URLs bear tokens. */
export type Log = Record<'info' | 'warn' | 'error', (msg: string, fields?: Record<string, unknown>) => void>

export function jsonLog(write: (line: string) => void, nowMs: () => number): Log {
  const level = (name: keyof Log) => (msg: string, fields?: Record<string, unknown>) =>
    write(`${JSON.stringify({ level: name, time: nowMs(), msg, ...fields })}\n`)
  return { info: level('info'), warn: level('warn'), error: level('error') }
}
