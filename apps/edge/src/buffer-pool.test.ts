import { expect, test } from 'vitest'
import { createBufferPool } from './buffer-pool.ts'

const KIB = 1024

test('a buffer that was given back serves the next object of about its size', () => {
  const pool = createBufferPool(4096 * KIB)
  const first = pool.take(700 * KIB)
  expect(first?.length).toBe(1024 * KIB)
  if (first) pool.giveBack(first)
  expect(pool.take(900 * KIB)).toBe(first)
  expect(pool.take(900 * KIB)).not.toBe(first)
})

test('there is never more memory than the limit says; what is out comes back before there is more', () => {
  const pool = createBufferPool(1024 * KIB)
  const [first, second] = [pool.take(0), pool.take(1)]
  expect(pool.take(1)).toBeNull()
  if (first && second) for (const buffer of [first, second]) pool.giveBack(buffer)
  expect(pool.take(600 * KIB)?.length).toBe(1024 * KIB)
  expect(pool.take(1)).toBeNull()
})
