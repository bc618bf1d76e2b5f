import { choice, group, required } from '../group.ts'
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

/** Whether bodies are encrypted on top of TLS. */
export type PayloadEncryption = { kind: 'off' } | { kind: 'on'; key: Secret; hmacKey: Secret }

export const payloadEncryption = choice<PayloadEncryption>()(
  ['ENABLE_API_ENCRYPTION', 'API_ENCRYPTION_KEY', 'API_HMAC_KEY'],
  {
    embedded: () => ({ kind: 'off' }),
    read: (set) => {
      if (!set.ENABLE_API_ENCRYPTION) return { kind: 'off' }
      const keys = required(set, ['API_ENCRYPTION_KEY', 'API_HMAC_KEY'], 'ENABLE_API_ENCRYPTION')
      return { kind: 'on', key: keys.API_ENCRYPTION_KEY, hmacKey: keys.API_HMAC_KEY }
    },
  },
)
