import { z } from 'zod'
import type { Challenge } from '../../ports/identity-provider.ts'

/** The only one that our pages can answer. */
export const NEW_PASSWORD_REQUIRED = 'NEW_PASSWORD_REQUIRED'

const schema = z.object({
  name: z.literal(NEW_PASSWORD_REQUIRED),
  session: z.string().min(1),
  email: z.string().min(1),
})

/** What a browser keeps of a challenge, in a cookie that scripts cannot read, until it is answered. */
export function writeChallenge({ name, session }: Challenge, email: string): string {
  return Buffer.from(JSON.stringify({ name, session, email })).toString('base64url')
}

/** @returns null for what is none of ours. Its session is the provider's to judge. */
export function readChallenge(cookie = ''): z.infer<typeof schema> | null {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(cookie, 'base64url').toString())).data ?? null
  } catch {
    return null
  }
}
