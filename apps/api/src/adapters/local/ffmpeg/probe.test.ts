import { expect, test } from 'vitest'
import { probeLimits } from './probe.ts'

test('a file is blamed for the time that it takes of the processor, not for what others take', () => {
  const { processorSeconds, totalMs } = probeLimits(2e9)
  expect(processorSeconds).toBe(120)
  expect(totalMs).toBe(10 * processorSeconds * 1000)
})
