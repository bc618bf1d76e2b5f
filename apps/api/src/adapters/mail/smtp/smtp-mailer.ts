import type { Transporter } from 'nodemailer'
import { type ComposeMime, type Mailer, MailRefused } from '../../../ports/mailer.ts'
import { smtpRefusal } from './smtp-refusal.ts'

/** What a server may take: for a connection and its greeting, for each answer, and for everything. */
export const LIMITS = { connectMs: 5_000, answerMs: 10_000, totalMs: 20_000 }

/** Not even a byte of the mail was sent yet when a server had ended a connection that waited: it goes over another one. */
const POOL = { pool: true as const, maxConnections: 5, maxRequeues: 1, idleTimeout: 30_000 }

/**
 * Hands mails to an SMTP server, over connections that are kept for the next one. Passwords and codes leave this machine only under TLS, from the first
 * byte (`smtps:`) or after STARTTLS (`smtp:`), and only to a server whose certificate is good.
 *
 * @param url `smtp(s)://user:password@host:port`, percent-encoded.
 */
export function smtpMailer({
  url,
  from,
  composeMime,
  limits = LIMITS,
}: {
  url: string
  from: string
  composeMime: ComposeMime
  limits?: typeof LIMITS
}): Mailer {
  const server = new URL(url)
  let opening: Promise<Transporter> | undefined
  return {
    send: async (message, signal) => {
      opening ??= openTransport(server, limits)
      const transport = await opening
      const raw = await composeMime(message)
      const tooLate = AbortSignal.timeout(limits.totalMs)
      try {
        const envelope = { from, to: message.to }
        const { response } = await transport.sendMail({ envelope, raw, signal: AbortSignal.any([signal, tooLate]) })
        return String(response)
      } catch (error) {
        signal.throwIfAborted()
        if (tooLate.aborted) throw lateRefusal(server.hostname, error)
        throw smtpRefusal(server.hostname, error)
      }
    },
  }
}

/** Few processes send mails: what that takes is loaded with the first. */
async function openTransport(server: URL, limits: typeof LIMITS): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport(transportOptions(server, limits))
}

export function transportOptions(server: URL, { connectMs, answerMs }: Omit<typeof LIMITS, 'totalMs'>) {
  const secure = server.protocol === 'smtps:'
  const host = server.hostname.replace(/^\[|\]$/g, '')
  const user = decodeURIComponent(server.username)
  return {
    ...POOL,
    host,
    secure,
    requireTLS: !secure && !isThisMachine(host),
    ...(server.port && { port: Number(server.port) }),
    ...(user && { auth: { user, pass: decodeURIComponent(server.password) } }),
    tls: { minVersion: 'TLSv1.2' as const },
    dnsTimeout: connectMs,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
  }
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host)
}

function lateRefusal(host: string, cause: unknown): MailRefused {
  return new MailRefused(`The SMTP server ${host} takes too long.`, { tryAgain: 'later', cause })
}
