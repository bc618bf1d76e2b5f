import { hash } from 'node:crypto'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { takeSalt } from './queries.ts'

/** What stands for an anonymous viewer until the day (UTC) is over, as a UUID: nobody can tell then who it was. */
export type AnonymousViewer = (client: { address: string; userAgent: string | null }) => Promise<string>

const SALT_BYTES = 32

export function anonymousViewers(parts: { db: Database; clock: Clock; random: Random }): AnonymousViewer {
  const { db, clock, random } = parts
  let today: { day: string; salt: Promise<Buffer> } | null = null

  function saltOf(day: string): Promise<Buffer> {
    if (today?.day === day) return today.salt
    const salt = takeSalt(db, { day, salt: random.bytes(SALT_BYTES) })
    today = { day, salt }
    salt.catch(() => {
      today = null
    })
    return salt
  }

  return async ({ address, userAgent }) => {
    const salt = await saltOf(new Date(clock.nowMs()).toISOString().slice(0, 10))
    const digest = hash('sha256', Buffer.concat([salt, Buffer.from(`${address}\n${userAgent ?? ''}`)]))
    return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
}
