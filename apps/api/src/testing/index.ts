/** For the tests of other workspaces. */
export { s3Counterpart } from '@better-and-bliss/object-store/testing'
export { newPassword } from '../access/password-rules.ts'
export { freshDatabase } from './test-database.ts'
