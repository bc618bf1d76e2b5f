import type { Config } from '../config.ts'
import { takePort } from '../ports.ts'

/** By this API and stand-in know each other, and nobody else has to. */
export interface StandIn {
  port: number
  issuer: string
  clientSecret: string
}

/** Whoever reaches it may be anybody: no other machine does, whatever HOST says. */
export const STAND_IN_HOST = '127.0.0.1'
const USUAL_PORT = 8085
const SECRET_BYTES = 32

/**
 * @param taken ports that others of ours are to have.
 * @returns null where there is to be no stand-in.
 * @throws CannotStart when somebody chose a port that is taken.
 */
export async function takeStandIn(
  { googleStandIn }: Pick<Config, 'googleStandIn'>,
  taken: (number | null)[],
  randomBytes: (size: number) => Buffer,
): Promise<StandIn | null> {
  if (!googleStandIn) return null
  const what = { role: 'stand-in for Google', variable: 'GOOGLE_STAND_IN_PORT', usual: USUAL_PORT }
  const port = await takePort(STAND_IN_HOST, { ...what, chosen: googleStandIn.port }, taken)
  // Another site than the web app's `localhost`, as Google is: cookies behave as they will in production.
  const issuer = `http://${STAND_IN_HOST}:${port}`
  return { port, issuer, clientSecret: randomBytes(SECRET_BYTES).toString('base64url') }
}

/** What the API and the stand-in itself are told. */
export function variablesOf({ port, issuer, clientSecret }: StandIn): Record<string, string> {
  return {
    GOOGLE_ISSUER: issuer,
    GOOGLE_STAND_IN_PORT: String(port),
    GOOGLE_CLIENT_ID: 'better-and-bliss',
    GOOGLE_CLIENT_SECRET: clientSecret,
  }
}
