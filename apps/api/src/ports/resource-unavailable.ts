import { StoreUnavailable } from '@better-and-bliss/object-store'

/**
 * Our side lacks something: room on the disk, memory, a program, a permission, the database, the store of the media. No file and no input is to
 * blame, and the same work can be done when it is there again. The message says what is wrong, in words for the person who
 * runs the system.
 */
export class ResourceUnavailable extends Error {
  override readonly name = 'ResourceUnavailable'
}

const DISK_FULL = 'The disk is full.'

/** Codes of failed system calls (errno), and PostgreSQL's (five characters). */
const WORDS: Record<string, string> = {
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  '53100': DISK_FULL,
  EROFS: 'The disk can only be read.',
  EACCES: 'A file may not be read or written.',
  EPERM: 'A file may not be read or written.',
  EMFILE: 'The system has run out of open files.',
  ENFILE: 'The system has run out of open files.',
  EAGAIN: 'The system has run out of processes.',
  ENOMEM: 'There is not enough memory.',
  '53200': 'There is not enough memory.',
  EIO: 'The disk has a fault.',
  ECONNREFUSED: 'The database does not answer.',
  ECONNRESET: 'The database does not answer.',
  '57P01': 'The database does not answer.',
  '57P03': 'The database does not answer.',
}

/** Tells in words which part of our side a failure is about. @returns null when it is about none, or nobody knows. */
export function resourceUnavailable(error: unknown): ResourceUnavailable | null {
  if (error instanceof ResourceUnavailable) return error
  if (error instanceof StoreUnavailable) return new ResourceUnavailable(error.message, { cause: error })
  if (!(error instanceof Error) || !('code' in error)) return null
  const words = WORDS[String(error.code)]
  if (!words) return null
  const path = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : ''
  return new ResourceUnavailable(words.replace(/\.$/, `${path}.`), { cause: error })
}
