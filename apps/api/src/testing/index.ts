/** For the tests of other workspaces. */
export { s3Counterpart } from '@better-and-bliss/object-store/testing'
export { newPassword } from '../access/password-rules.ts'
export {
  ARN as KEY_VALUE_STORE_ARN,
  KEYS as KEY_VALUE_STORE_KEYS,
  storeCounterpart as keyValueStoreCounterpart,
} from '../adapters/aws/key-value-store/testing/store-counterpart.ts'
export { smtpCounterpart } from '../adapters/mail/smtp/testing/smtp-counterpart.ts'
export { emptyDatabase, freshDatabase } from './test-database.ts'
