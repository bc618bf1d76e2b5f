export { ConfigError, parseSettings, rawSettings } from './parse.ts'
export { addressesOf, edgeSettings, hostOf, mediaDirOf, secret, sharedSettings, streamingSettings } from './shared.ts'
