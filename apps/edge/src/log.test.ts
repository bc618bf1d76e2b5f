import { expect, test } from 'vitest'
import { jsonLog } from './log.ts'

test('a problem of every request is told ten times a minute, then counted; others are told as ever', () => {
  const lines: object[] = []
  let now = 1_000
  const log = jsonLog(
    (line) => lines.push(JSON.parse(line)),
    () => now,
  )
  for (let request = 0; request < 500; request += 1) log.error('request failed', { reason: `S3 is away ${request}` })
  log.info('edge is stopping')
  expect(lines).toHaveLength(11)
  expect(lines[0]).toEqual({ level: 'error', time: 1_000, msg: 'request failed', reason: 'S3 is away 0' })
  expect(lines[10]).toEqual({ level: 'info', time: 1_000, msg: 'edge is stopping' })
  now += 60_000
  log.warn('revocation feed lost')
  log.error('request failed')
  expect(lines.slice(11)).toEqual([
    { level: 'error', time: now, msg: 'request failed', left_out: 490, since: 1_000 },
    { level: 'warn', time: now, msg: 'revocation feed lost' },
    { level: 'error', time: now, msg: 'request failed' },
  ])
})

test('a clock that was set back leaves nothing out for longer than a minute', () => {
  const lines: string[] = []
  let now = 1e12
  const log = jsonLog(
    (line) => lines.push(line),
    () => now,
  )
  for (let request = 0; request < 11; request += 1) log.error('request failed')
  now -= 3_600_000
  log.error('request failed')
  expect(lines.at(-1)).toContain(`"time":${now}`)
})
