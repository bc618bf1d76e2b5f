import type { Config } from '../config.ts'
import { takePort } from '../ports.ts'

/** Whatever HOST says: mails hold codes. */
export const OUTBOX_HOST = '127.0.0.1'
/** Where such pages stand by custom. */
export const OUTBOX_PORT = 8025

/**
 * @returns the port of the page that shows the outbox; null where mail leaves, and in production.
 * @throws CannotStart when somebody chose one that is taken.
 */
export async function takeOutboxPort({ environment, mail, chosenOutboxPort, ports }: Config): Promise<number | null> {
  if (environment === 'production' || mail.kind !== 'outbox') return null
  const what = { role: 'outbox', variable: 'OUTBOX_PORT', usual: OUTBOX_PORT, chosen: chosenOutboxPort }
  return takePort(OUTBOX_HOST, what, Object.values(ports))
}
