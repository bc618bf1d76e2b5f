import { expect, test } from 'vitest'
import { reasonWords } from './words.ts'

test('the reasons of a suggestion are one line, the strongest first', () => {
  expect(reasonWords([{ kind: 'hour', part_of_day: 'evening' }])).toBe('For the evening')
  expect(
    reasonWords([
      { kind: 'hour', part_of_day: 'night' },
      { kind: 'length', minutes: 1 },
    ]),
  ).toBe('For the night · about as long as you finish, 1 minute')
  expect(reasonWords([{ kind: 'expert', name: 'Maya Lind' }, { kind: 'featured' }])).toBe(
    'You finished something with Maya Lind · put forward by your teachers',
  )
  expect(reasonWords([{ kind: 'category', name: 'Sleep' }])).toBe('You finished something in Sleep')
  expect(reasonWords([{ kind: 'new' }])).toBe('New here')
})
