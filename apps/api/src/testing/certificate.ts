import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** The same of one that ended years ago, as `openssl ca` alone can make it. */
export function expiredCertificateFor(host: string): Certificate | null {
  if (!isInstalled('openssl')) return null
  const folder = mkdtempSync(join(tmpdir(), 'better-and-bliss-expired-'))
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  try {
    writeFileSync(join(folder, 'index.txt'), '')
    writeFileSync(join(folder, 'serial'), '01')
    writeFileSync(join(folder, 'ca.cnf'), authorityOf(host))
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem']
    run('req', '-new', ...key, '-subj', `/CN=${host}`, '-out', 'request.pem')
    const days = ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z']
    const files = ['-config', 'ca.cnf', '-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem']
    run('ca', '-batch', '-selfsign', '-notext', ...days, ...files)
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    return { key: read('key.pem'), cert: read('cert.pem') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function authorityOf(host: string): string {
  return `[ca]
default_ca = itself
[itself]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = DNS:${host}
`
}
