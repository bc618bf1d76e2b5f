import { emailAddress, setSuspended, setTier, verifyAudit } from '@better-and-bliss/api/accounts'
import { openPool, requestLogger } from '@better-and-bliss/api/database'
import { AppError } from '@better-and-bliss/api/errors'
import { TIERS } from '@better-and-bliss/membership'
import { ConfigError } from '@better-and-bliss/settings'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { findDatabase } from './find-database.ts'

const USAGE = `Changes a member of the Better & Bliss that runs here, or of DATABASE_URL; it takes effect at once.

  npm run member -- set-tier EMAIL ${TIERS.join('|')}
  npm run member -- suspend EMAIL
  npm run member -- reinstate EMAIL

Looks whether the record of acts is as it was written, since a place that an earlier look named, too.

  npm run member -- audit verify [PLACE:HASH]`

const headSchema = z.templateLiteral([z.int().positive(), ':', z.hash('sha256')]).transform((text) => {
  const [position = '', hash = ''] = text.split(':')
  return { position: Number(position), hash }
})
const argumentsSchema = z.union([
  z.tuple([z.literal('set-tier'), emailAddress, z.enum(TIERS)]),
  z.tuple([z.enum(['suspend', 'reinstate']), emailAddress]),
  z.tuple([z.literal('audit'), z.literal('verify'), headSchema.optional()]),
])

try {
  console.log(await main(process.argv.slice(2)))
} catch (error) {
  process.exitCode = 1
  const isTold = error instanceof CannotStart || error instanceof ConfigError || error instanceof AppError
  console.error(isTold ? error.message : error)
}

async function main(args: string[]): Promise<string> {
  const parsed = argumentsSchema.safeParse(args)
  if (!parsed.success) throw new CannotStart(`${whatIsWrong(args)}${USAGE}`)
  await using db = openPool(await findDatabase(), { log: requestLogger({ level: 'silent', role: 'member' }), size: 1 })
  if (parsed.data[0] === 'audit') return verified(await verifyAudit(db, parsed.data[2] ?? null))
  const [command, email] = parsed.data
  const by = { actor: { kind: 'operator' }, requestId: null } as const
  if (command === 'set-tier') {
    const [, , tier] = parsed.data
    if (!(await setTier(db, { email }, { tier, ...by }))) throw unknownMember(email)
    return `${email} is ${tier} now.`
  }
  const suspended = command === 'suspend'
  if (!(await setSuspended(db, { email }, { suspended, reason: null, tell: null, ...by }))) throw unknownMember(email)
  return suspended ? `${email} is suspended now.` : `${email} is a member again.`
}

function unknownMember(email: string): CannotStart {
  return new CannotStart(`There is no member with the address ${email}.`)
}

function verified(outcome: Awaited<ReturnType<typeof verifyAudit>>): string {
  if (!outcome.intact) throw new CannotStart(outcome.fault)
  const { position, hash } = outcome.head
  if (position === 0) return 'Nothing was recorded yet.'
  return `All ${position} acts are as they were written. Keep this elsewhere and name it next time: ${position}:${hash}`
}

function whatIsWrong([command, email, tier]: string[]): string {
  if (!['set-tier', 'suspend', 'reinstate'].includes(command ?? '') || email === undefined) return ''
  if (!emailAddress.safeParse(email).success) return `"${email}" is no email address.\n\n`
  if (command !== 'set-tier' || tier === undefined) return ''
  return `There is no tier "${tier}"; there are ${TIERS.join(', ')}.\n\n`
}
