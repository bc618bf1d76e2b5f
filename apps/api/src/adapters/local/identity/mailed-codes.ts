import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { SendLater } from '../../../mail/send-later.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import { macsFor, type RootKeys } from '../../../sealing.ts'
import { type CodePurpose, countTry, deleteCode, deleteSomeOldCodes, replaceCode } from './code-queries.ts'

const LIFE_MS = 3_600_000
const DIGITS = 6

/** Six digits by mail, good for an hour, five tries and one use. */
export interface MailedCodes {
  /**
   * Makes a code in the place of the one before it, and mails it.
   * @returns false when its owner has had too many today: the one before stays, and nothing is mailed.
   */
  send(tx: Database, code: CodeToSend): Promise<boolean>
  /** Counts a try, then compares. @throws AppError `invalid_code` */
  check(db: Database, code: { purpose: CodePurpose; owner: string; digits: string }): Promise<RightCode>
  /** Uses it up. @throws AppError `invalid_code` when somebody was faster. */
  spend(tx: Database, code: RightCode): Promise<void>
}

interface CodeToSend {
  purpose: CodePurpose
  /** What it is asked for again by: an address, or a subject. */
  owner: string
  /** Whom it is good for. Null: nobody gets it, but all that takes time is done. */
  sub: string | null
  to: string
  newEmail?: string
  language?: Language | null | undefined
}

export interface RightCode {
  id: string
  sub: string
  newEmail: string | null
}

interface Parts {
  rootKeys: RootKeys
  clock: Clock
  random: Random
  sendLater: SendLater
}

export function mailedCodes({ rootKeys, clock, random, sendLater }: Parts): MailedCodes {
  const owners = macsFor('mailed-code', [rootKeys.lasting])
  const codes = macsFor('mailed-code', rootKeys.ring)
  const ownerMacOf = (purpose: CodePurpose, owner: string) => owners.of(`owner ${purpose} ${owner}`)

  return {
    send: async (tx, { purpose, owner, sub, to, newEmail = null, language = null }) => {
      const [id, digits, nowMs] = [random.uuid(), sixDigits(random), clock.nowMs()]
      const macs = { ownerMac: ownerMacOf(purpose, owner), codeMac: codes.of(`code ${id} ${digits}`) }
      const code = { id, purpose, ...macs, sub, newEmail, nowMs, expiresAtMs: nowMs + LIFE_MS }
      const isStored = await replaceCode(tx, code)
      await deleteSomeOldCodes(tx, nowMs)
      await tx.query('', 'savepoint code_mail')
      await sendLater(tx, { to, cause: `${purpose}:${id}`, mail: { kind: purpose, code: digits }, language })
      await tx.query('', isStored && sub ? 'release savepoint code_mail' : 'rollback to savepoint code_mail')
      return isStored
    },
    check: async (db, { purpose, owner, digits }) => {
      const row = await countTry(db, { purpose, ownerMac: ownerMacOf(purpose, owner), nowMs: clock.nowMs() })
      if (!row?.sub || !codes.matches(`code ${row.id} ${digits}`, row.code_mac)) throw invalidCode()
      return { id: row.id, sub: row.sub, newEmail: row.new_email }
    },
    spend: async (tx, { id }) => {
      if (!(await deleteCode(tx, id))) throw invalidCode()
    },
  }
}

export function invalidCode(): AppError {
  return new AppError('invalid_code', 'This code is wrong, was used, or is too old. Check it, or ask for a new one.')
}

/** From 48 random bits: no code is more likely than another by more than one in 10^8. */
function sixDigits(random: Random): string {
  return String(random.bytes(6).readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0')
}
