import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor, type VisitorObject } from 'vite'
import { expect, test } from 'vitest'

const SOURCES = join(import.meta.dirname, '../../src')

/** The same in every language. */
const NAMES = ['Better', 'Bliss', '&amp;', '&nbsp;', 'API', 'https:', 'Node', 'PostgreSQL']

/** Attributes that are read or read out. */
const SPOKEN = [
  'action',
  'alt',
  'aria-label',
  'aria-valuetext',
  'cancel',
  'caption',
  'confirm',
  'description',
  'label',
  'lead',
  'loading',
  'name',
  'placeholder',
  'title',
  'words',
]
/** Of forms and of files, where it is no sentence. */
const NOT_SPOKEN_NAME = /^[a-z][\w-]*$/

test('no sentence stands in the code of the pages', () => {
  const found = pages().flatMap((path) => sentencesIn(path).map((sentence) => `${path}: ${sentence}`))
  expect(found).toEqual([])
})

function pages(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
}

/** Words between tags, and in attributes that are read. */
function sentencesIn(path: string): string[] {
  const { program } = parseSync(path, readFileSync(join(SOURCES, path), 'utf8'))
  const found: string[] = []
  const note = (text: string): void => {
    const words = NAMES.reduce((rest, name) => rest.replaceAll(name, ''), text)
    if (/\p{L}{2}/u.test(words)) found.push(text.trim())
  }
  const visitors: VisitorObject = {}
  visitors.JSXText = ({ value }) => note(value)
  visitors.JSXAttribute = ({ name, value }) => {
    if (name.type !== 'JSXIdentifier' || !SPOKEN.includes(name.name)) return
    if (value?.type === 'Literal' && typeof value.value === 'string' && !NOT_SPOKEN_NAME.test(value.value))
      note(value.value)
  }
  new Visitor(visitors).visit(program)
  return found
}
