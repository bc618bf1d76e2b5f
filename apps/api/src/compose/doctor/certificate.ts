import { connect } from 'node:tls'
import { advice, wrong } from '../../ports/finding.ts'
import { fits, type Outcome } from './check.ts'

const TIMEOUT_MS = 5_000
const DAY_MS = 86_400_000
/** Let's Encrypt renews thirty days before the end: something is late then. */
const SOON_DAYS = 14

/** The certificate of an address, which was looked at by whoever connects. @throws Error when there is no connection, or a bad certificate. */
export async function ofCertificate({ hostname, port }: URL, nowMs: () => number): Promise<Outcome> {
  const days = Math.floor(((await endOfCertificate(hostname, Number(port || 443))) - nowMs()) / DAY_MS)
  const remedy = 'Renew it, and look at what should have done so.'
  if (days < 0) return wrong(`The certificate of ${hostname} has expired: browsers refuse it.`, remedy)
  if (days < SOON_DAYS) return advice(`The certificate of ${hostname} ends in ${days} days.`, remedy)
  return fits(`The certificate of ${hostname} is good for ${days} days.`)
}

function endOfCertificate(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: TIMEOUT_MS })
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to))
      socket.destroy()
    })
    socket.once('timeout', () => socket.destroy(new Error(`${host} does not answer`)))
    socket.once('error', reject)
  })
}
