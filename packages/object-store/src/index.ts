export { assertFolder, assertKey } from './keys.ts'
export {
  type ByteRange,
  keysIn,
  type Multipart,
  type ObjectHeaders,
  type ObjectInfo,
  type ObjectStore,
  type ObjectVersion,
  type OpenObject,
  type Part,
  UPLOAD_LIFE_MS,
} from './object-store.ts'
export type { SignedAddresses } from './signed-addresses.ts'
export { StoreUnavailable } from './store-unavailable.ts'
