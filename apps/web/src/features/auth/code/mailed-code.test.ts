import { expect, test } from 'vitest'
import { codeIn, codeProblem } from './mailed-code.ts'

test('a code may be pasted with blanks, lines and words around it', () => {
  const pasted = ['123456', ' 123 456 ', '123-456', 'Your code: 123456\n', '1 2 3 4 5 6']
  expect(pasted.map(codeIn)).toEqual(pasted.map(() => '123456'))
})

test('a code that is not whole is asked for in words', () => {
  expect(codeProblem(codeIn('12 34'))).toBe('Enter the six digits of the mail')
  expect(codeProblem('123456')).toBeNull()
})
