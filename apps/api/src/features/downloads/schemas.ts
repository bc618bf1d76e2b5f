import { z } from 'zod'
import type { DownloadParts } from './parts.ts'

export const EXAMPLE_ID = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11'

const moment = (description: string) => z.iso.datetime().meta({ description, example: '2026-01-31T07:00:00.000Z' })

const lease = {
  id: z.guid().meta({ description: 'Of the download: one device and item', example: EXAMPLE_ID }),
  content_id: z.guid().meta({ description: 'The item', example: EXAMPLE_ID }),
  expires_at: moment('Until then the key may be used without asking; asking again moves it on'),
}

const limit = z.int().meta({ description: 'How many downloads the plan has, on all devices together', example: 10 })

export const takeBody = z
  .object({ content_id: z.guid().toLowerCase().meta({ description: 'The item', example: EXAMPLE_ID }) })
  .meta({ id: 'DownloadRequest', description: 'What this device shall keep' })

export const leaseSchema = z
  .object({
    ...lease,
    expires_in_seconds: z.int().meta({
      description: 'From this answer on; for devices whose clock is wrong',
      example: 2_592_000,
    }),
    key: z.string().meta({
      description:
        'Of AES-256, for this device and item alone: 32 bytes in base64url. Import it so that it cannot be read again',
      example: 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng',
    }),
  })
  .meta({
    id: 'DownloadLease',
    description: 'The right to keep the audio of an item, encrypted by a key, for some days',
  })

/** Why a download may not be kept any longer. */
export type Withdrawal = 'plan' | 'taken_down' | 'limit'

export function listSchema({ cards }: DownloadParts) {
  const download = z
    .object({
      ...lease,
      device: z.string().meta({
        description: 'Browser and system, from a list of known ones',
        example: 'Firefox on Linux',
      }),
      is_here: z.boolean().meta({ description: 'Whether the device is the one that asks', example: true }),
      created_at: moment('When it was begun'),
      withdrawn: z.enum(['plan', 'taken_down', 'limit']).nullable().meta({
        description:
          'Why its key and audio have to be deleted: the plan does not open it, it was taken down, or there are more than the plan has; null: it may be kept',
        example: null,
      }),
      item: cards.schema.nullable().meta({ description: 'Null for what was taken down' }),
    })
    .meta({ id: 'Download', description: 'An item whose audio a device of the member keeps' })
  return z
    .object({ limit, downloads: z.array(download).meta({ description: 'The latest first', example: [] }) })
    .meta({ id: 'Downloads', description: 'What the devices of the member keep' })
}
