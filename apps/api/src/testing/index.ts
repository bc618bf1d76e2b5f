/** For the tests of other workspaces. */
export { newPassword } from '../access/password-rules.ts'
export { freshDatabase } from './test-database.ts'
