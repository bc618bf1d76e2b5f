import { pino } from 'pino'
import { systemRandom } from '../../../../compose/machine.ts'
import { openPool, type Pool } from '../../../../db/database.ts'
import type { IdentityProvider } from '../../../../ports/identity-provider.ts'
import { type TestClock, testClock } from '../../../../testing/test-clock.ts'
import { freshDatabase } from '../../../../testing/test-database.ts'
import { localIdentity } from '../identity.ts'

export interface OpenIdentity extends AsyncDisposable {
  identity: IdentityProvider
  db: Pool
  clock: TestClock
  /** The newest code that was sent to an address. */
  codeFor(email: string): Promise<string>
}

/** The embedded provider on a database of its own, as in production: new accounts wait for a code. */
export async function openIdentity(): Promise<OpenIdentity> {
  await using stack = new AsyncDisposableStack()
  const { url } = stack.use(await freshDatabase())
  const db = stack.use(openPool(url, { log: pino({ level: 'silent' }) }))
  const clock = testClock(Date.now())
  const codes = new Map<string, string>()
  const identity = await localIdentity({
    db,
    clock,
    random: systemRandom,
    jwtKey: 'jwt key of tests, which signs nothing elsewhere',
    issuer: 'http://localhost:8000/identity',
    accessTokenSeconds: 900,
    refreshTokenSeconds: 604_800,
    hashesAtOnce: 2,
    confirmsItself: false,
    google: null,
    sendLater: async (_tx, { to, mail }) => {
      if ('code' in mail) codes.set(to, mail.code)
    },
  })
  const opened = stack.move()
  return {
    identity,
    db,
    clock,
    codeFor: async (email) => codes.get(email) ?? '',
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
