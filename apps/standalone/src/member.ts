import { emailAddress, setSuspended, setTask, setTier, TASKS, verifyAudit } from '@better-and-bliss/api/accounts'
import { openPool, type Pool, requestLogger } from '@better-and-bliss/api/database'
import { AppError } from '@better-and-bliss/api/errors'
import { TIERS } from '@better-and-bliss/membership'
import { CannotStart } from '@better-and-bliss/process'
import { ConfigError } from '@better-and-bliss/settings'
import { z } from 'zod'
import { findDatabase } from './find-database.ts'

/** No task: the subscription says the role. */
const NO_TASK = 'member'
const ROLES = [...TASKS, NO_TASK] as const

const CHOICES: Record<string, { what: string; choices: readonly string[] }> = {
  'set-tier': { what: 'tier', choices: TIERS },
  'set-role': { what: 'role', choices: ROLES },
}

const USAGE = `Changes a member of the Better & Bliss that runs here, or of DATABASE_URL; it takes effect at once.

  npm run member -- set-tier EMAIL ${TIERS.join('|')}
  npm run member -- set-role EMAIL ${ROLES.join('|')}
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
  z.tuple([z.literal('set-role'), emailAddress, z.enum(ROLES)]),
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
  return await change(db, parsed.data)
}

type Change = Exclude<z.infer<typeof argumentsSchema>, ['audit', ...unknown[]]>

async function change(db: Pool, asked: Change): Promise<string> {
  const by = { actor: { kind: 'operator' }, requestId: null } as const
  const [command, email, value] = asked
  const member = { email }
  switch (command) {
    case 'set-tier':
      if (!(await setTier(db, member, { tier: value, ...by }))) throw unknownMember(email)
      return `${email} is ${value} now.`
    case 'set-role':
      if (!(await setTask(db, member, { task: value === NO_TASK ? null : value, ...by }))) throw unknownMember(email)
      return `${email} is ${value} now.`
    default: {
      const suspended = command === 'suspend'
      if (!(await setSuspended(db, member, { suspended, reason: null, tell: null, ...by }))) throw unknownMember(email)
      return suspended ? `${email} is suspended now.` : `${email} is a member again.`
    }
  }
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

function whatIsWrong([command = '', email, value]: string[]): string {
  const choice = CHOICES[command]
  if ((!choice && !['suspend', 'reinstate'].includes(command)) || email === undefined) return ''
  if (!emailAddress.safeParse(email).success) return `"${email}" is no email address.\n\n`
  if (!choice || value === undefined) return ''
  return `There is no ${choice.what} "${value}"; there are ${choice.choices.join(', ')}.\n\n`
}
