import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIZES } from '../sizes.ts'
import { ASSUMPTIONS, monthlyCosts } from './costs.ts'
import { AS_OF } from './prices.ts'
import { costsTable } from './table.ts'

const page = readFileSync(new URL('../../docs/deploy/costs.md', import.meta.url), 'utf8')

describe('docs/deploy/costs.md', () => {
  test('has the table that the prices come to', () => {
    expect(page).toContain(costsTable())
  })

  test('adds up, column by column', () => {
    const [table = ''] = page.split('\n\n').filter((part) => part.includes('**together**'))
    const rows = table.split('\n').filter((line) => /^\| .* \| \**[\d,]+\** \| \**[\d,]+\** \|$/.test(line))
    const numbers = rows.map((row) =>
      row
        .split('|')
        .slice(2, 4)
        .map((cell) => Number(cell.replaceAll(/[^\d]/g, ''))),
    )
    const sums = numbers.pop()
    expect(numbers.length).toBeGreaterThan(10)
    expect(sums).toEqual([0, 1].map((column) => numbers.reduce((sum, row) => sum + (row[column] ?? 0), 0)))
  })

  test('says of when its prices are', () => {
    expect(page).toContain(AS_OF)
  })
})

test.each(SIZES)('members who play more cost more, at %s', (size) => {
  const sum = (costs: Record<string, number>) => Object.values(costs).reduce((total, usd) => total + usd, 0)
  const { videoHours } = ASSUMPTIONS[size]
  expect(sum(monthlyCosts(size, { ...ASSUMPTIONS[size], videoHours: 2 * videoHours }))).toBeGreaterThan(
    sum(monthlyCosts(size)),
  )
})
