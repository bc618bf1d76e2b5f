import { STATUS_CODES } from 'node:http'

/** Those of protocols above HTTP: 460 is tus's. */
const OF_OTHERS: Record<number, string> = { 460: 'Checksum Mismatch' }

/** The title of a problem: what its status is called. */
export function statusTitle(status: number): string {
  return STATUS_CODES[status] ?? OF_OTHERS[status] ?? ''
}
