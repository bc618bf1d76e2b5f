import { generateKeyPairSync } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { dkimVerify } from 'mailauth'
import { createTransport } from 'nodemailer'

/** What those who receive bulk mail want to be covered (RFC 8058, section 4, demands the last two). */
const SIGNED = 'from:to:subject:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** Signs a mail as the provider that it is handed to does, for a domain. */
export async function signedByProvider(mime: string, domainName: string): Promise<string> {
  const dkim = { domainName, keySelector: 'bulk', privateKey, headerFieldNames: SIGNED }
  const provider = createTransport({ streamTransport: true, newline: 'windows', dkim })
  const envelope = { from: `bounces@${domainName}`, to: 'reader@example.com' }
  const { message } = await provider.sendMail({ envelope, raw: mime })
  return Buffer.isBuffer(message) ? message.toString() : text(message)
}

/** What another program makes of the signature: its verdict, whether it is for the sender's domain, and the headers that it covers. */
export async function dkimVerdict(mime: string) {
  const record = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
  const { results } = await dkimVerify(mime, { resolver: async () => [[record]] })
  const [{ status, signingHeaders } = {}] = results
  return { result: status?.result, aligned: status?.aligned, headers: signingHeaders?.keys }
}
