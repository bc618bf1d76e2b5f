export type { Machine } from './group.ts'
export type { Geo, ViewerCountry } from './groups/countries.ts'
export type { Google } from './groups/google.ts'
export type { LimitsStore } from './groups/limits.ts'
export type { Mail } from './groups/mail.ts'
export type { Store, Transcoder } from './groups/media.ts'
export type { Cognito } from './groups/members.ts'
export type { Observability } from './groups/observability.ts'
export type { Captcha } from './groups/protection.ts'
export type { RateLimit } from './rate-limit-text.ts'
export { ConfigError } from './read.ts'
export {
  type ApiSettings,
  type DoctorSettings,
  type EdgeSettings,
  type GoogleStandInSettings,
  readAccountsSettings,
  readApiSettings,
  readCognitoSettings,
  readDoctorSettings,
  readEdgeSettings,
  readGoogleStandInSettings,
  readOutboxSettings,
  readSecretsSettings,
  readStandaloneSettings,
  readStudioSettings,
  readTracingSettings,
  readWebSettings,
  readWorkerSettings,
  type StandaloneSettings,
  type StudioSettings,
  VARIABLES_OF,
  type WebSettings,
  type WorkerSettings,
} from './roles.ts'
export { RenewableSecret, Secret } from './secret.ts'
export { readSecretObject } from './secret-object.ts'
export { isSecret, SECRET_NAMES } from './variables.ts'
