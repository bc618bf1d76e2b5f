/** Errors whose message is for people. */
export { AppError } from '../errors.ts'
export { resourceUnavailable } from '../ports/resource-unavailable.ts'
export { MediaRefused } from '../ports/transcoder.ts'
