import { addressText, databaseAddress } from '../database-address.ts'
import { group, Incomplete, type Machine, required } from '../group.ts'
import { RenewableSecret, Secret } from '../secret.ts'
import { type Values, variables } from '../variables.ts'

const names = ['DATABASE_URL', 'DB_SSL_MODE', 'DB_SSL_CA'] as const

type Tls = Pick<Values, 'DB_SSL_MODE' | 'DB_SSL_CA'>

/** With what TLS is to be in it, as libpq writes it. Where it came from it may have another password later. */
export const databaseUrl = group(names, ({ DATABASE_URL: url, ...tls }, machine) => {
  const first = withTls(required({ DATABASE_URL: url }, ['DATABASE_URL']).DATABASE_URL, tls, machine)
  return new RenewableSecret(first, async () => {
    const now = variables.DATABASE_URL.safeParse(await machine.readAgain?.('DATABASE_URL')).data
    return now && withTls(now, tls, machine)
  })
})

/** The same where somebody chose one; the database that comes along speaks no TLS. */
export const chosenDatabaseUrl = group(names, ({ DATABASE_URL: url, ...tls }, machine) => {
  const mode = tls.DB_SSL_MODE
  if (!url && mode && mode !== 'disable' && mode !== 'prefer')
    throw new Incomplete([`DATABASE_URL is missing: DB_SSL_MODE=${mode} needs it`])
  return url && new Secret(withTls(url, tls, machine))
})

function withTls(url: Secret, { DB_SSL_MODE: mode, DB_SSL_CA: authorities }: Tls, machine: Machine): string {
  const { base, parameters: given } = databaseAddress(url.reveal())
  const parameters = new Map(given)
  if (mode) parameters.set('sslmode', mode)
  if (authorities) parameters.set('sslrootcert', encodeURIComponent(placeOf(authorities, machine)))
  const chosen = parameters.get('sslmode')
  if (chosen === 'verify-ca' && !parameters.get('sslrootcert'))
    throw new Incomplete(['DB_SSL_CA is missing: DB_SSL_MODE=verify-ca needs it'])
  if (authorities && !(chosen && VERIFYING.includes(chosen)))
    throw new Incomplete([`DB_SSL_CA is used by DB_SSL_MODE=${VERIFYING.join(', ')} alone`])
  return addressText({ base, parameters })
}

function placeOf(authorities: string, machine: Machine): string {
  return PEM.test(authorities) ? authorities : machine.resolvePath(authorities)
}

const PEM = /^-----BEGIN/
/** What asks an authority. */
const VERIFYING = ['require', 'verify-ca', 'verify-full']
