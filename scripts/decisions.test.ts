import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../docs/decisions/', import.meta.url)
const files = readdirSync(folder)

test('each decision record has a number of its own, which its title repeats', () => {
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const [, number = ''] = /^(\d{4})-[a-z0-9-]+\.md$/.exec(file) ?? []
    expect(
      files.filter((other) => other.startsWith(number)),
      file,
    ).toEqual([file])
    expect(readFileSync(new URL(file, folder), 'utf8'), file).toMatch(new RegExp(`^# ${Number(number)}\\. `))
  }
})
