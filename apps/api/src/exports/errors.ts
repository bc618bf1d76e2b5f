/** Errors whose message is for people. */
export { BackupError } from '../backup/backup-error.ts'
export { AppError } from '../errors.ts'
export { resourceUnavailable } from '../ports/resource-unavailable.ts'
export { MediaRefused } from '../ports/transcoder.ts'
