/** AES-256-GCM bodies on top of TLS: the protocol of docs/payload-encryption.md, for servers and clients. */

export { encryptedFetch } from './encrypted-fetch.ts'
export { envelopeOf, sealedIn } from './envelope.ts'
export { formatHeader, HEADER, MAX_SKEW_MS, type PayloadHeader, parseHeader } from './header.ts'
export { type PayloadKeys, payloadKeys } from './keys.ts'
export { openMessage, type RequestPart, type ResponsePart, sealMessage } from './message.ts'
