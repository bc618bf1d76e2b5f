import { expect, test } from 'vitest'
import { guessCodes } from '../../../testing/guess-codes.ts'
import { freshDatabase } from '../../../testing/test-database.ts'

/** `npm run bench -- guesses` does a thousand. */
const ROUNDS = 100

test('of fifty wrong codes at once, at three processes, five are looked at, and then the right one opens nothing', async () => {
  await using database = await freshDatabase()
  expect(await guessCodes(database.url, { rounds: ROUNDS, atOnce: 50 })).toEqual({
    guesses: ROUNDS * 50,
    compared: ROUNDS * 5,
    accepted: 0,
    outlived: 0,
  })
})
