import { createTransport } from 'nodemailer'
import { LIMITS, transportOptions } from './smtp-mailer.ts'
import { smtpRefusal } from './smtp-refusal.ts'

/** Connects as for a mail, signs in, and sends none. @throws MailRefused that says in words why not. */
export async function tryConnection(url: string, limits: typeof LIMITS = LIMITS): Promise<void> {
  const server = new URL(url)
  const transport = createTransport(transportOptions(server, limits))
  try {
    await transport.verify()
  } catch (error) {
    throw smtpRefusal(server.hostname, error)
  } finally {
    transport.close()
  }
}
