import { expect, test, vi } from 'vitest'
import { testClock } from '../../../testing/test-clock.ts'
import { sesRate } from './ses-rate.ts'
import { sesCounterpart } from './testing/ses-counterpart.ts'

const keys = { accessKeyId: 'AKIDOFTESTS', secretAccessKey: 'secret/of+tests' }
const region = 'eu-central-1'

test('campaigns go nine tenths as fast as SES takes mails, which is asked every quarter of an hour', async () => {
  await using server = await sesCounterpart({ region, keys })
  const clock = testClock()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const { endpoint } = server
  const limits = { connectMs: 1_000, answerMs: 2_000, totalMs: 4_000, attempts: 1 }
  const rate = sesRate({ region, credentials: keys, endpoint, limits, fallback: 10, clock, log })
  server.answers.push({ status: 403, error: 'AccessDeniedException', message: 'not authorized to ses:GetAccount' })
  expect(await rate()).toBe(10)
  expect(log.warn).toHaveBeenCalledOnce()

  const rateIn15Minutes = () => {
    clock.advance(15 * 60_000)
    return rate()
  }
  server.maxSendRate = 50
  expect(await rate()).toBe(10)
  expect(await rateIn15Minutes()).toBe(45)
  server.maxSendRate = 1
  expect(await rateIn15Minutes()).toBe(1)
  server.answers.push('cut')
  expect(await rateIn15Minutes()).toBe(1)
  expect(server.requests).toBe(4)
})
