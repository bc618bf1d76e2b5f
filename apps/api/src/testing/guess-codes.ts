import { identityOn } from '../adapters/local/identity/testing/identity-on.ts'
import { systemRandom } from '../compose/machine.ts'
import { openPool } from '../db/database.ts'
import { wrongCode } from './codes.ts'
import { testClock } from './test-clock.ts'

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
/** Processes of the API that are asked in turns. */
const PROCESSES = 3

/** What became of a number of guesses at codes for new passwords. */
export interface Guesses {
  guesses: number
  /** How many were held against a code; each code takes five. */
  compared: number
  /** How many set a password. */
  accepted: number
  /** How often the right code was still good after the wrong ones. */
  outlived: number
}

/**
 * Guesses at codes as somebody would who has any number of addresses, so that no limit of requests stands in the way: in
 * each round one account gets a code, and wrong ones are entered at it all at once, at several processes.
 */
export async function guessCodes(
  databaseUrl: string,
  { rounds, atOnce }: { rounds: number; atOnce: number },
): Promise<Guesses> {
  await using stack = new AsyncDisposableStack()
  const codes = new Map<string, string>()
  const clock = testClock(Date.now())
  const opening = Array.from({ length: PROCESSES }, async () => {
    const db = stack.use(openPool(databaseUrl, { log: SILENT, size: 4 }))
    const identity = await identityOn(db, clock, codes)
    return { db, identity }
  })
  const [first, ...others] = await Promise.all(opening)
  if (!first) throw new Error('There is no process to ask')
  const processes = [first, ...others]
  let [accepted, outlived] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const email = `${round}@guessed.example.com`
    await first.db.query('', INSERT_ACCOUNT, [systemRandom.uuid(), email])
    await first.identity.forgotPassword(email)
    const code = codes.get(email) ?? ''
    const enter = async (digits: string, place: number) => {
      const { identity } = processes[place % PROCESSES] ?? first
      const reset = { email, code: digits, newPassword: 'FreshTides-7-blue', client: String(place) }
      return identity
        .confirmForgotPassword(reset, async () => {})
        .then(
          () => 1,
          () => 0,
        )
    }
    const wrong = Array.from({ length: atOnce }, (_, place) => enter(wrongCode(code, place + 1), place))
    for (const one of await Promise.all(wrong)) accepted += one
    outlived += await enter(code, round)
  }
  const [row] = await first.db.query<{ tries: number }>('', 'select sum(tries)::integer as tries from identity_codes')
  return { guesses: rounds * atOnce, compared: row?.tries ?? 0, accepted, outlived }
}

const INSERT_ACCOUNT = `insert into identity_accounts (sub, email, full_name, email_verified) values ($1, $2, 'Ada', true)`
