import { expect, test } from 'vitest'
import { collectWords, MOST_OF_ITEM, MOST_OF_LANGUAGE } from './spoken-words.ts'
import { readCaptions } from './webvtt.ts'

const cues = (text: string) => readCaptions(new TextEncoder().encode(`WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n`))
/** The n-th hundred of words. */
const hundred = (n: number) =>
  cues(Array.from({ length: 100 }, (_, index) => `w${(n * 100 + index).toString(36)}`).join(' '))

test('the words of captions are each kept once, without markup and marks', () => {
  const words = collectWords()
  expect(words.add(cues('<v Maya>Träume, <i>Träume</i> &amp; Meer'))).toBe(true)
  words.nextLanguage()
  words.add(cues('Mer, meer'))
  words.add(cues(`${'x'.repeat(65)} calm`))
  expect(words.text()).toBe('traume meer mer calm')
})

test('of a language and of an item only so many words are kept, the first ones', () => {
  const words = collectWords()
  let n = 0
  while (words.add(hundred(n))) n += 1
  expect(words.text().split(' ')).toHaveLength(MOST_OF_LANGUAGE)
  expect(words.add(cues('late'))).toBe(false)
  for (let language = 1; language < 6; language++) {
    words.nextLanguage()
    while (words.add(hundred(n))) n += 1
  }
  expect(words.text().split(' ')).toHaveLength(MOST_OF_ITEM)
  expect(words.text()).not.toContain('late')
})
