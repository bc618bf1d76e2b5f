import { createSign, generateKeyPairSync, sign } from 'node:crypto'

/** Signs as Amazon SNS does, with a certificate of its own. */
export interface SnsCounterpart {
  certificate: string
  /** A whole body as SNS posts it; `changes` are made before it is signed. */
  post(message: object | string, changes?: Record<string, string>): Record<string, string>
}

const SIGNED = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mail'

export function snsCounterpart(): SnsCounterpart {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const algorithm = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'))
  const validity = sequence(time('200101000000Z'), time('490101000000Z'))
  const names = sequence()
  const facts = sequence(
    Buffer.from('020101', 'hex'),
    algorithm,
    names,
    validity,
    names,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = element(0x03, Buffer.concat([Buffer.alloc(1), sign('sha256', facts, privateKey)]))
  const der = sequence(facts, algorithm, signature)
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    post: (message, changes = {}) => {
      const body: Record<string, string> = {
        Type: 'Notification',
        MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
        TopicArn: TOPIC,
        Message: typeof message === 'string' ? message : JSON.stringify(message),
        Timestamp: '2026-11-29T07:00:00.000Z',
        SignatureVersion: '1',
        SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem',
        ...changes,
      }
      const text = SIGNED.flatMap((name) => (body[name] === undefined ? [] : [`${name}\n${body[name]}\n`])).join('')
      const signer = createSign(body.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1').update(text)
      return { ...body, Signature: signer.sign(privateKey, 'base64') }
    },
  }
}

function sequence(...content: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(content))
}

function time(text: string): Buffer {
  return element(0x17, Buffer.from(text))
}

/** DER: a tag, a length and what it holds. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  const lengthBytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content])
}
