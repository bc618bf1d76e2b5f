import { expect, test } from 'vitest'
import { nextOf, openFirst } from './next-of.ts'

const part = (id: string, more: object = {}) => ({ id, locked: false, is_hls_ready: true, ...more })

test('after a part comes the next one that opens and can be played', () => {
  const parts = [part('one'), part('two', { locked: true }), part('three', { is_hls_ready: false }), part('four')]
  expect(nextOf(parts, 'one')?.id).toBe('four')
  expect(nextOf(parts, 'four')).toBeUndefined()
})

test('what opens comes before what is locked, and nothing else changes its place', () => {
  const items = [part('one', { locked: true }), part('two'), part('three', { locked: true }), part('four')]
  expect(openFirst(items).map(({ id }) => id)).toEqual(['two', 'four', 'one', 'three'])
})

test('what is no part of the series has no next one', () => {
  expect(nextOf([part('one'), part('two')], 'other')).toBeUndefined()
  expect(nextOf([], 'one')).toBeUndefined()
})
