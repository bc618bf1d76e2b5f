/** For the tests of other workspaces. */
export { cognitoCounterpart } from './counterpart.ts'
export { CLIENT_SECRET } from './pool.ts'
