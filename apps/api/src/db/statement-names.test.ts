import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))
/** A statement with a name, as all of them are written. */
const NAMED = /\.query(?:<[^(]*?>)?\(\s*'(\w+)',/g

test('no two statements have one name: a connection that has run the first would refuse the second', () => {
  const files = globSync('**/*.ts', { cwd: SOURCES, exclude: (path) => String(path).endsWith('test.ts') })
  const places = new Map<string, string[]>()
  for (const file of files)
    for (const [, name = ''] of readFileSync(`${SOURCES}${file}`, 'utf8').matchAll(NAMED))
      places.set(name, [...(places.get(name) ?? []), file])
  expect(places.size).toBeGreaterThan(300)
  expect([...places].filter(([, of]) => of.length > 1)).toEqual([])
})
