import { expect, test } from 'vitest'
import { PASSWORD_RULES, passwordProblem } from './password-rules.ts'

const broken = (password: string) => PASSWORD_RULES.filter(({ holds }) => !holds(password)).map(({ words }) => words)

test('a password that keeps all rules has no problem', () => {
  expect(passwordProblem('Quiet-Shore-47!')).toBeNull()
})

test('each rule is ticked off by itself', () => {
  expect(broken('')).toHaveLength(5)
  expect(broken('quiet-shore-47!')).toEqual(['a capital letter'])
  expect(broken('QUIET-SHORE-47!')).toEqual(['a small letter'])
  expect(broken('Quiet-Shore!')).toEqual(['a digit'])
  expect(broken('QuietShore47')).toEqual(['a special character'])
  expect(broken('Qs-4')).toEqual(['8 characters or more'])
})

test('letters of every alphabet count as letters, a space as special', () => {
  expect(broken('Élan vital 1900')).toEqual([])
  expect(broken('Ωμέγα7αβγ')).toEqual(['a special character'])
})
