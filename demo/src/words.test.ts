import { expect, test } from 'vitest'
import { breathWords, chaptersFile } from './words.ts'

test('captions change with each breath, and end with the film', () => {
  const { captions } = breathWords(44)
  expect(captions.map(({ language }) => language)).toEqual(['en', 'de'])
  const [first] = captions
  expect(first?.webVtt).toMatch(
    /^WEBVTT\n\n00:00\.000 --> 00:05\.500\nBreathe in\n\n00:05\.500 --> 00:11\.000\nBreathe out\n/,
  )
  expect(first?.webVtt).toMatch(/00:38\.500 --> 00:44\.000\nBreathe out\nRest your shoulders\n$/)
})

test('chapters are one breath each', () => {
  const words = breathWords(44)
  expect(words.chapters.map(({ startSeconds }) => startSeconds)).toEqual([0, 11, 22, 33])
  expect(chaptersFile(words, 44)).toContain('START=33000\nEND=44000\ntitle=Letting go\n')
})
