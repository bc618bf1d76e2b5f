import { expect, test } from 'vitest'
import { sectionOf, withSection, withSectionsOf } from './card-file.ts'

const CARD = '# Card\n\nWords.\n\n## First\n\n| a |\n\n## Last\n\nEnd.\n'

test('a section of the card is renewed in its place, and the others stay as they are', () => {
  const renewed = withSection(CARD, 'First', '| b |\n')
  expect(renewed).toBe(CARD.replace('| a |', '| b |'))
  expect(sectionOf(renewed, 'First')).toBe('| b |')
  expect(withSection(CARD, 'Last', 'Other.')).toBe(CARD.replace('End.', 'Other.'))
})

test('a section that the card does not have yet stands at its end', () => {
  const longer = withSection(CARD, 'New', 'Words.')
  expect(longer.startsWith(CARD)).toBe(true)
  expect(sectionOf(longer, 'New')).toBe('Words.')
  expect(sectionOf(CARD, 'New')).toBeNull()
})

test('a new card keeps what other commands have measured', () => {
  const renewed = withSectionsOf(CARD, '# New\n', ['Last', 'Missing', 'First'])
  expect([sectionOf(renewed, 'Last'), sectionOf(renewed, 'First'), sectionOf(renewed, 'Missing')]).toEqual([
    'End.',
    '| a |',
    null,
  ])
})
