import { expect, test } from 'vitest'
import type { Practice } from '../../streaming/now-playing/now-playing.ts'
import { firstTurn } from './first-turn.ts'

const waiting = (id: string) => ({ id, title: id })
const silence = { ...waiting('silence'), practice: {} as Practice }
const fetchItem = (id: string) => Promise.resolve({ id, can_stream: id !== 'locked' })

test('an item that opens is the first one, and those that do not are passed over', async () => {
  const rest = [silence, waiting('sea')]
  const turn = await firstTurn([waiting('locked'), waiting('rain'), ...rest], fetchItem)
  expect(turn).toEqual({ first: { item: { id: 'rain', can_stream: true } }, rest })
})

test('practice needs nothing to be fetched', async () => {
  const fails = () => Promise.reject(new Error('no network'))
  expect(await firstTurn([silence, waiting('sea')], fails)).toEqual({
    first: { practice: silence },
    rest: [waiting('sea')],
  })
})

test('where nothing opens there is none', async () => {
  expect(await firstTurn([waiting('locked')], fetchItem)).toBeNull()
})

test('what cannot be fetched is not passed over', async () => {
  await expect(firstTurn([waiting('rain')], () => Promise.reject(new Error('no network')))).rejects.toThrow(
    'no network',
  )
})
