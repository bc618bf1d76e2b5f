/** What API and web app both know of members: what the server holds them to, and the page tells them before they ask. */

export { deviceName, partsOfDeviceName } from './device-names.ts'
export { type EmailParts, emailParts } from './email-parts.ts'
export { EMBEDDED_PATH } from './embedded-path.ts'
export { firstLanguage, LANGUAGE_FACTS, LANGUAGES, type Language } from './languages.ts'
export { LED_BY, LED_BY_PARAMETER, type LedBy } from './led-by.ts'
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, PASSWORD_PATTERNS } from './password-rules.ts'
export { SIGN_IN_PATHS, SIGN_IN_PROBLEMS, type SignInProblem } from './sign-in-problems.ts'
export { TIER_LIMITS, TIER_NAMES, TIERS, type Tier, tierRank, tierReaching } from './tiers.ts'
