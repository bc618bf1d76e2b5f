import { expect, test } from 'vitest'
import { sectionOf, withSection } from './card-file.ts'

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
