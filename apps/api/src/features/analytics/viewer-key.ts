import { hash } from 'node:crypto'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { takeSalt } from './queries.ts'

/** What stands for an anonymous viewer until the day (UTC) is over, as a UUID: nobody can tell then who it was. */
export type AnonymousViewer = (client: Client) => string | Promise<string>

interface Client {
  address: string
  userAgent: string | null
}

const SALT_BYTES = 32
const DAY_MS = 86_400_000

export function anonymousViewers(parts: { db: Database; clock: Clock; random: Random }): AnonymousViewer {
  const { db, clock, random } = parts
  let today: { day: number; salt: Buffer | Promise<Buffer> } | null = null

  function saltOf(day: number): Buffer | Promise<Buffer> {
    if (today?.day === day) return today.salt
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
    const salt = takeSalt(db, { day: date, salt: random.bytes(SALT_BYTES) })
    const asked = { day, salt }
    today = asked
    salt.then(
      (known) => {
        if (today === asked) today = { day, salt: known }
      },
      () => {
        today = null
      },
    )
    return salt
  }

  return (client) => {
    const salt = saltOf(Math.floor(clock.nowMs() / DAY_MS))
    return 'then' in salt ? salt.then((known) => viewerOf(client, known)) : viewerOf(client, salt)
  }
}

function viewerOf({ address, userAgent }: Client, salt: Buffer): string {
  const digest = hash('sha256', Buffer.concat([salt, Buffer.from(`${address}\n${userAgent ?? ''}`)]))
  const part = (from: number, to: number) => digest.slice(from, to)
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`
}
