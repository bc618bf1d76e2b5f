import { pino } from 'pino'
import { openPool, type Pool } from '../../../../db/database.ts'
import type { IdentityProvider } from '../../../../ports/identity-provider.ts'
import { type TestClock, testClock } from '../../../../testing/test-clock.ts'
import { freshDatabase } from '../../../../testing/test-database.ts'
import { identityOn } from './identity-on.ts'

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
  const identity = await identityOn(db, clock, codes)
  const opened = stack.move()
  return {
    identity,
    db,
    clock,
    codeFor: async (email) => codes.get(email) ?? '',
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
