import type { SessionSummary } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import {
  evennessWords,
  hourWords,
  minutesWords,
  qualityWords,
  rateWords,
  ratioWords,
  secondsWords,
  sessionTitle,
} from './words.ts'

test.each([
  [0, '0 s'],
  [0.02, '0.1 min'],
  [2.25, '2.3 min'],
  [10, '10 min'],
  [125, '2 h 5 min'],
])('%d minutes are %s', (minutes, words) => expect(minutesWords(minutes)).toBe(words))

test('a session is called by its title, or by what was breathed', () => {
  const session = { content: null, session_type: 'free_practice', pattern: 'box' } as SessionSummary
  expect(sessionTitle(session)).toBe('Box breathing')
  expect(sessionTitle({ ...session, session_type: 'guided' })).toBe('Guided session')
  expect(sessionTitle({ ...session, session_type: 'listening' })).toBe('What you listened to')
  const content = { id: '', title: 'Ocean', slug: '', content_type: 'audio' } as const
  expect(sessionTitle({ ...session, content })).toBe('Ocean')
})

test('scores become words, and what is unknown is said to be', () => {
  expect([0.9, 0.7, 0.5, 0].map(evennessWords)).toEqual(['Very even', 'Even', 'Changing', 'Free'])
  expect([0.8, 0.5, 0.1, null].map((score) => qualityWords(score).title)).toEqual([
    'Clearly',
    'Well enough',
    'Faintly',
    'Unknown',
  ])
})

test('figures are no more exact than they are', () => {
  expect([rateWords(6.08), rateWords(null)]).toEqual(['6.1', '–'])
  expect([ratioWords(1), ratioWords(0.66), ratioWords(2), ratioWords(0)]).toEqual(['1 : 1', '1 : 1.5', '2 : 1', '–'])
  expect(secondsWords(4_180)).toBe('4.2 s')
  expect([0, 7, 12, 21].map(hourWords)).toEqual(['midnight', '7 am', 'noon', '9 pm'])
})
