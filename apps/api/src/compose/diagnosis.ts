import type { ApiSettings } from '@better-and-bliss/settings'
import type { Finding } from '../features/studio/parts.ts'
import type { Clock } from '../ports/clock.ts'

/** Each question to a pool takes a second of AWS's. */
const FRESH_MS = 5 * 60_000

/** What the settings of this process say that somebody should know, and what the doctor says of the user pool. */
export function diagnosisOf(settings: ApiSettings, clock: Clock): () => Promise<Finding[]> {
  let known: Promise<Finding[]> | null = null
  let askedAtMs = 0
  return async () => {
    if (!known || clock.nowMs() - askedAtMs >= FRESH_MS) {
      askedAtMs = clock.nowMs()
      known = findingsOfPool(settings)
    }
    return [...findingsOfSettings(settings), ...(await known)]
  }
}

function findingsOfSettings({ environment, adminAddresses, trustedProxies }: ApiSettings): Finding[] {
  const advice: (Finding | false)[] = [
    environment !== 'production' && {
      kind: 'advice',
      says: 'This is no production: cookies go without TLS, and limits on requests apply only where they are set.',
      remedy: 'Set ENVIRONMENT=production where strangers come.',
    },
    environment === 'production' &&
      trustedProxies.length === 0 && {
        kind: 'advice',
        says: 'No proxy is trusted. Behind one all members are one client, who reaches the limits soon.',
        remedy: 'Set TRUSTED_PROXIES as docs/proxies.md says, unless nothing stands in front of the API.',
      },
    adminAddresses === null && {
      kind: 'advice',
      says: 'The studio may be used from anywhere.',
      remedy: 'Set ADMIN_ALLOWED_IPS if those who work in it have networks of their own.',
    },
  ]
  return advice.filter((finding) => finding !== false)
}

async function findingsOfPool({ identity, aws, backendUrl }: ApiSettings): Promise<Finding[]> {
  if (identity.kind !== 'cognito') return []
  try {
    const { diagnoseCognito } = await import('./doctor.ts')
    return (await diagnoseCognito({ cognito: identity, aws, backendUrl })).findings
  } catch {
    const says = 'The user pool cannot be looked at: AWS does not answer, or does not let us.'
    return [{ kind: 'wrong', says, remedy: 'npm run doctor -- cognito says more.' }]
  }
}
