import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test('a path of ours is followed, with its search and hash', () => {
  expect(returnPath('/content/5b1e2a34?x=1#y')).toBe('/content/5b1e2a34?x=1#y')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'browse',
  '',
  undefined,
  ['/browse'],
])('%j leads home', (raw) => {
  expect(returnPath(raw)).toBe('/')
})

test('signing in does not lead back to signing in', () => {
  expect(returnPath('/sign-in?return=%2Fsign-in')).toBe('/')
  expect(returnPath('/sign-up')).toBe('/')
  expect(returnPath('/sign-in/done')).toBe('/')
})
