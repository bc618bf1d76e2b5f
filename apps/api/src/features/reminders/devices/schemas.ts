import { createECDH } from 'node:crypto'
import { z } from 'zod'
import { boundedText } from '../../../text/bounded-text.ts'
import { deviceWords } from '../../../text/device-words.ts'
import type { DeviceRow } from './queries.ts'

export const EXAMPLE_ID = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11'
const EXAMPLE_ENDPOINT = 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABpY2Vf'
const EXAMPLE_KEY = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'

const ENDPOINT_LENGTH = 1_024
const POINT_LETTERS = 87
const AUTH_LETTERS = 22

const endpoint = boundedText(ENDPOINT_LENGTH).meta({
  description:
    'Where its push service takes reminders for it, as the browser names it: by it a page knows its own device',
  example: EXAMPLE_ENDPOINT,
})

/** What `PushSubscription.toJSON()` gives. */
export const deviceBody = z
  .object({
    endpoint,
    expirationTime: z
      .number()
      .nullable()
      .optional()
      .meta({ description: 'As browsers send it; it is not looked at', example: null }),
    keys: z
      .object({
        p256dh: boundedText(POINT_LETTERS)
          .refine(isPoint, 'must be a point of P-256, as the browser gives it')
          .meta({ description: 'Public key of the browser (RFC 8291), base64url', example: EXAMPLE_KEY }),
        auth: boundedText(AUTH_LETTERS)
          .regex(/^[\w-]{22}$/, 'must be 16 bytes as base64url')
          .meta({ description: 'Secret of the browser (RFC 8291), base64url', example: 'BTBZMqHH6r4Tts7J_aSIgg' }),
      })
      .meta({ description: 'By which what is pushed is encrypted for the browser' }),
  })
  .meta({ id: 'PushSubscription', description: 'A browser that shall be reminded, as its Push API describes it' })

export const deviceSchema = z
  .object({
    id: z.guid().meta({ description: 'Of the device', example: EXAMPLE_ID }),
    device: z
      .string()
      .meta({ description: 'Browser and system, from a list of known ones', example: 'Firefox on Linux' }),
    endpoint,
    created_at: z.iso.datetime().meta({ description: 'When it was added', example: '2026-01-31T06:30:00.000Z' }),
    last_reminded_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When it was last sent a reminder', example: '2026-01-31T06:30:00.000Z' }),
  })
  .meta({ id: 'ReminderDevice', description: 'A device of the member that is reminded' })

export const devicesSchema = z
  .object({
    public_key: z.string().nullable().meta({
      description:
        'What a browser subscribes with (`applicationServerKey`), base64url; null where reminders come by mail alone',
      example: EXAMPLE_KEY,
    }),
    devices: z.array(deviceSchema).meta({ description: 'The latest first', example: [] }),
  })
  .meta({ id: 'ReminderDevices', description: 'What devices of the member are reminded, and what it takes to add one' })

export function toDevice(row: DeviceRow): z.infer<typeof deviceSchema> {
  return {
    id: row.id,
    device: deviceWords(row.user_agent),
    endpoint: row.endpoint,
    created_at: row.created_at.toISOString(),
    last_reminded_at: row.last_used_at?.toISOString() ?? null,
  }
}

/** Nothing can be encrypted for what is no point of the curve. */
function isPoint(text: string): boolean {
  if (!/^B[\w-]{86}$/.test(text)) return false
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  try {
    curve.computeSecret(text, 'base64url')
    return true
  } catch {
    return false
  }
}
