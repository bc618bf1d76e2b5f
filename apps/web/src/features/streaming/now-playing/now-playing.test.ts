import type { ContentDetail } from '@better-and-bliss/sdk'
import { beforeEach, expect, test } from 'vitest'
import { createNowPlaying, type NowPlaying, type PracticeTurn } from './now-playing.ts'

const item = (id: string) => ({ id, title: id }) as ContentDetail
const place = (name: string) => ({ append: () => moves.push(name) }) as unknown as HTMLElement

let moves: string[]
let nowPlaying: NowPlaying

beforeEach(() => {
  moves = []
  nowPlaying = createNowPlaying({ remove: () => moves.push('nowhere') } as unknown as HTMLElement)
})

function start(id: string): void {
  nowPlaying.start({ item: item(id), from: 'beginning', source: 'browse' })
}

test('an item that is begun takes the place of what plays, and each play is another one', () => {
  start('rain')
  const first = nowPlaying.current().play
  start('rain')
  const second = nowPlaying.current().play
  expect(second?.item.id).toBe('rain')
  expect(second?.id).not.toBe(first?.id)
})

test('what waits is played in its order, waits once, and waits no more when it plays', () => {
  start('rain')
  for (const id of ['sea', 'wind', 'sea']) nowPlaying.enqueue(item(id))
  const waiting = () => nowPlaying.current().queue.map(({ id }) => id)
  expect(waiting()).toEqual(['wind', 'sea'])
  start('sea')
  expect(waiting()).toEqual(['wind'])
  nowPlaying.unqueue('wind')
  expect(waiting()).toEqual([])
})

test('a routine ends with its last item, also where another one was put before the rest; what is begun after it does not', () => {
  const isToEnd = () => nowPlaying.current().endsWithQueue
  const begin = () =>
    nowPlaying.startAll({ item: item('rain'), from: 'beginning', source: 'other' }, [item('sea'), item('wind')])
  start('before')
  nowPlaying.enqueue(item('left'))
  begin()
  expect(nowPlaying.current().queue.map(({ id }) => id)).toEqual(['sea', 'wind'])
  start('sea')
  start('wind')
  expect([nowPlaying.current().queue, isToEnd()]).toEqual([[], true])
  start('after')
  expect(isToEnd()).toBe(false)
  begin()
  start('between')
  expect([nowPlaying.current().queue.length, isToEnd()]).toEqual([2, true])
  begin()
  nowPlaying.close()
  expect(isToEnd()).toBe(false)
})

test('practice takes the place of what plays, and the item after it that of the practice', () => {
  const turn = { id: 'silence', title: 'Silence', practice: {} } as PracticeTurn
  nowPlaying.startAll({ item: item('rain'), from: 'beginning', source: 'other' }, [turn, item('sea')])
  nowPlaying.practise(turn)
  expect(nowPlaying.current()).toMatchObject({ play: null, turn: { id: 'silence' }, queue: [{ id: 'sea' }] })
  start('sea')
  expect(nowPlaying.current()).toMatchObject({
    play: { item: { id: 'sea' } },
    turn: null,
    queue: [],
    endsWithQueue: true,
  })
  nowPlaying.startAll(turn, [item('sea')])
  expect(nowPlaying.current()).toMatchObject({ play: null, turn: { id: 'silence' }, endsWithQueue: true })
  nowPlaying.close()
  expect(nowPlaying.current()).toMatchObject({ turn: null, queue: [] })
})

test('closed, nothing plays and nothing waits', () => {
  start('rain')
  nowPlaying.enqueue(item('sea'))
  nowPlaying.close()
  expect(nowPlaying.current()).toMatchObject({ play: null, queue: [] })
})

test('the player stands in the page that shows it, and at the foot of all others', () => {
  nowPlaying.setDock(place('foot'))
  const leave = nowPlaying.stand(place('page'))
  expect(nowPlaying.current().isDocked).toBe(false)
  leave()
  expect(nowPlaying.current().isDocked).toBe(true)
  nowPlaying.setDock(null)
  expect(moves).toEqual(['foot', 'page', 'foot', 'nowhere'])
})

test('a page that is left after the next one has taken the player does not take it back', () => {
  nowPlaying.setDock(place('foot'))
  const leave = nowPlaying.stand(place('first'))
  nowPlaying.stand(place('second'))
  leave()
  expect(moves).toEqual(['foot', 'first', 'second'])
  expect(nowPlaying.current().isDocked).toBe(false)
})
