import { execFileSync } from 'node:child_process'
import { isInstalled } from '@better-and-bliss/process/testing'

export interface Certificate {
  key: string
  cert: string
}

/** A certificate that is its own authority. @returns null where there is no openssl, which is said loudly, and fails in CI. */
export function certificateFor(host: string): Certificate | null {
  if (!isInstalled('openssl')) return null
  const what = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const whose = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const pem = execFileSync('openssl', ['req', '-x509', ...what, ...whose, '-keyout', '-'], { stdio: 'pipe' })
  const [key = '', cert = ''] = pem.toString().match(/-----BEGIN [\s\S]+?-----END [^-]+-----/g) ?? []
  return { key, cert }
}
