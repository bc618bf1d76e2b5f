export { ConfigError, parseSettings, rawSettings } from './parse.ts'
export { addressesOf, hostOf, mediaDirOf, secret, sharedSettings, streamingSettings } from './shared.ts'
