import { MediaRefused } from '@better-and-bliss/api/errors'
import { CannotStart } from '@better-and-bliss/process'
import { expect, it } from 'vitest'
import { explain } from './explain.ts'

const failed = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: it failed`), { code, ...(path && { path }) })

it('what a person can act upon is said without a stack', () => {
  expect(explain(new CannotStart('Stop the other one first.'))).toBe('Stop the other one first.')
  expect(explain(new MediaRefused('This file is empty.'))).toBe('This file is empty.')
  expect(explain(failed('ENOSPC', '/data/secrets.json'))).toBe('The disk is full (/data/secrets.json).')
  expect(explain(failed('53100'))).toBe('The disk is full.')
  expect(explain(failed('EACCES'))).toContain('another user')
})

it('what nobody expected has its stack', () => {
  expect(explain(new Error('odd'))).toContain('explain.test.ts')
})
