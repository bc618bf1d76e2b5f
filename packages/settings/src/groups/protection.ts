import { choice, Incomplete, required } from '../group.ts'
import type { Secret } from '../secret.ts'

/** Whether registration and sign-in ask for proof of a person. */
export type Captcha = { kind: 'off' } | { kind: 'recaptcha'; secretKey: Secret; minScore: number }

export const captcha = choice<Captcha>()(['ENABLE_CAPTCHA', 'RECAPTCHA_SECRET_KEY', 'RECAPTCHA_MIN_SCORE'], {
  embedded: () => ({ kind: 'off' }),
  read: (set) => {
    if (!set.ENABLE_CAPTCHA) return { kind: 'off' }
    const secretKey = required(set, ['RECAPTCHA_SECRET_KEY'], 'ENABLE_CAPTCHA').RECAPTCHA_SECRET_KEY
    return { kind: 'recaptcha', secretKey, minScore: set.RECAPTCHA_MIN_SCORE }
  },
})

/** Where playback is allowed; countries by their ISO 3166 codes of two letters. */
export type Geo = { kind: 'off' } | { kind: 'countries'; codes: string[] }

export const geo = choice<Geo>()(['ENABLE_GEO_RESTRICTION', 'ALLOWED_COUNTRIES'], {
  embedded: () => ({ kind: 'off' }),
  read: (set) => {
    if (!set.ENABLE_GEO_RESTRICTION) return { kind: 'off' }
    const list = required(set, ['ALLOWED_COUNTRIES'], 'ENABLE_GEO_RESTRICTION').ALLOWED_COUNTRIES
    const codes = list.split(',').map((code) => code.trim().toUpperCase())
    if (!codes.every((code) => /^[A-Z]{2}$/.test(code)))
      throw new Incomplete(['ALLOWED_COUNTRIES: must be codes of two letters with commas between, such as CH, DE'])
    return { kind: 'countries', codes }
  },
})

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
