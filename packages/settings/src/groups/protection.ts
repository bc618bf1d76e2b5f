import { group, Incomplete, required } from '../group.ts'
import type { Secret } from '../secret.ts'

/** Whether registration, sign-in and password resets ask for proof of a person. */
export type Captcha = { kind: 'off' } | { kind: 'recaptcha'; siteKey: string; secretKey: Secret; minScore: number }

export const captcha = group(
  ['ENABLE_CAPTCHA', 'RECAPTCHA_SITE_KEY', 'RECAPTCHA_SECRET_KEY', 'RECAPTCHA_MIN_SCORE'],
  (set): Captcha => {
    if (!set.ENABLE_CAPTCHA) return { kind: 'off' }
    const keys = required(set, ['RECAPTCHA_SITE_KEY', 'RECAPTCHA_SECRET_KEY'], 'ENABLE_CAPTCHA')
    const { RECAPTCHA_SITE_KEY: siteKey, RECAPTCHA_SECRET_KEY: secretKey } = keys
    return { kind: 'recaptcha', siteKey, secretKey, minScore: set.RECAPTCHA_MIN_SCORE }
  },
)

/** Whether pages may load reCAPTCHA. */
export const loadsCaptcha = group(['ENABLE_CAPTCHA'], ({ ENABLE_CAPTCHA }) => ENABLE_CAPTCHA)

/** Whether bodies are encrypted on top of TLS. `keys`: the current one first. */
export type PayloadEncryption = { kind: 'off' } | { kind: 'on'; keys: Secret[]; hmacKey: Secret; isRequired: boolean }

export const payloadEncryption = group(
  [
    'ENABLE_API_ENCRYPTION',
    'API_ENCRYPTION_KEY',
    'API_ENCRYPTION_KEY_PREVIOUS',
    'API_HMAC_KEY',
    'API_ENCRYPTION_REQUIRED',
  ],
  (set): PayloadEncryption => {
    if (!set.ENABLE_API_ENCRYPTION) {
      if (set.API_ENCRYPTION_REQUIRED)
        throw new Incomplete(['API_ENCRYPTION_REQUIRED needs ENABLE_API_ENCRYPTION=true'])
      return { kind: 'off' }
    }
    const keys = required(set, ['API_ENCRYPTION_KEY', 'API_HMAC_KEY'], 'ENABLE_API_ENCRYPTION')
    const previous = set.API_ENCRYPTION_KEY_PREVIOUS
    return {
      kind: 'on',
      keys: [keys.API_ENCRYPTION_KEY, ...(previous ? [previous] : [])],
      hmacKey: keys.API_HMAC_KEY,
      isRequired: set.API_ENCRYPTION_REQUIRED,
    }
  },
)
