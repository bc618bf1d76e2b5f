import { describe, expect, test } from 'vitest'
import { goOnIn } from './series-progress.ts'

const episode = (id: string, about = {}) => ({ id, locked: false, is_hls_ready: true, ...about })
const three = ['1', '2', '3'].map((id) => episode(id))
const marks = ({ under = [], watched = [] }: { under?: string[]; watched?: string[] }) => ({
  playedOf: (id: string) => (under.includes(id) ? 0.5 : undefined),
  isWatched: (id: string) => watched.includes(id),
})
const goesOn = (episodes: typeof three, state: Parameters<typeof marks>[0]) => {
  const found = goOnIn(episodes, marks(state))
  return found && [found.episode.id, found.how]
}

describe('a series goes on', () => {
  test('with its first episode for who has seen nothing', () => {
    expect(goesOn(three, {})).toEqual(['1', 'begin'])
  })

  test('with what is under way, the latest part of it', () => {
    expect(goesOn(three, { under: ['1', '2'], watched: ['3'] })).toEqual(['2', 'resume'])
  })

  test('behind the last episode that was watched, then with one that was passed over, then all over again', () => {
    expect(goesOn(three, { watched: ['2'] })).toEqual(['3', 'next'])
    expect(goesOn(three, { watched: ['2', '3'] })).toEqual(['1', 'next'])
    expect(goesOn(three, { watched: ['1', '2', '3'] })).toEqual(['1', 'again'])
  })

  test('with what opens alone, and with nothing where nothing does', () => {
    expect(goesOn([episode('1', { locked: true }), episode('2')], {})).toEqual(['2', 'begin'])
    expect(goesOn([episode('1', { is_hls_ready: false })], {})).toBeUndefined()
  })
})
