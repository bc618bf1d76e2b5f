import { parseArgs } from 'node:util'
import { openPool, requestLogger } from '@better-and-bliss/api/database'
import { countriesSchema, setCountries } from '@better-and-bliss/api/studio'
import { CannotStart } from '@better-and-bliss/process'
import { ConfigError } from '@better-and-bliss/settings'
import { z } from 'zod'
import { findDatabase } from './find-database.ts'

const USAGE = `Says where an item may be played, where ENABLE_GEO_RESTRICTION is on; it takes effect within seconds.

  npm run content:countries -- SLUG --only-in CH,DE
  npm run content:countries -- SLUG --not-in US
  npm run content:countries -- SLUG --everywhere`

const argumentsSchema = z
  .object({
    slug: z.string({ error: 'is missing: the last part of the address of its page' }).min(1).max(300),
    onlyIn: z.string().optional(),
    notIn: z.string().optional(),
    everywhere: z.boolean().default(false),
  })
  .refine(
    ({ onlyIn, notIn, everywhere }) =>
      [onlyIn, notIn, everywhere || undefined].filter((it) => it !== undefined).length === 1,
    'Say one of --only-in, --not-in and --everywhere.',
  )

try {
  console.log(await main(process.argv.slice(2)))
} catch (error) {
  process.exitCode = 1
  console.error(inWords(error))
}

async function main(args: string[]): Promise<string> {
  const options = {
    'only-in': { type: 'string' },
    'not-in': { type: 'string' },
    everywhere: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const { 'only-in': onlyIn, 'not-in': notIn, everywhere } = values
  const { slug } = argumentsSchema.parse({ slug: positionals[0], onlyIn, notIn, everywhere })
  const countries = countriesSchema.parse({ onlyIn, notIn })
  await using db = openPool(await findDatabase(), { log: requestLogger({ level: 'silent', role: 'content' }), size: 1 })
  if (!(await setCountries(db, slug, countries))) throw new CannotStart(`There is no item with the slug "${slug}".`)
  if (onlyIn) return `${slug} may be played in ${onlyIn} only now.`
  return notIn ? `${slug} may be played everywhere but in ${notIn} now.` : `${slug} may be played everywhere now.`
}

function inWords(error: unknown): unknown {
  if (error instanceof z.ZodError) {
    return `${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('\n')}\n\n${USAGE}`
  }
  if (error instanceof TypeError && 'code' in error) return `${error.message}\n\n${USAGE}`
  return error instanceof CannotStart || error instanceof ConfigError ? error.message : error
}
