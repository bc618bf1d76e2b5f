import { z } from 'zod'
import { humanText } from '../../../text/human-text.ts'

const MAX_MINUTES = 180
/** Synthesised by the client: no file stands behind a name. */
const AMBIENT_SOUNDS = ['brown_noise', 'pink_noise', 'rain', 'waves', 'singing_bowl'] as const
const MAX_AMBIENT_SOUNDS = 3

const ambientSounds = z
  .array(
    z
      .object({
        sound: z.enum(AMBIENT_SOUNDS).meta({ description: 'Which one', example: 'rain' }),
        level: z.int().min(1).max(100).meta({ description: 'How loud, in percent', example: 40 }),
      })
      .meta({ id: 'AmbientSound', description: 'A sound under the silence' }),
  )
  .max(MAX_AMBIENT_SOUNDS)
  .refine((sounds) => new Set(sounds.map(({ sound }) => sound)).size === sounds.length, 'must name each sound once')
  .meta({ description: 'Played while it lasts; none by default', example: [{ sound: 'rain', level: 40 }] })

const settings = {
  minutes: z.int().min(1).max(MAX_MINUTES).nullable().describe('Null: open end'),
  preparation_seconds: z.int().min(0).max(300).describe('Before the start bell'),
  interval_minutes: z.int().min(1).max(MAX_MINUTES).nullable().describe('Between the bells on the way; null: none'),
  start_bell: z.boolean().describe('A bell begins it'),
  end_bell: z.boolean().describe('A bell ends it'),
}

export const presetBody = z
  .object({ name: humanText({ maxLength: 60 }), ...settings, ambient_sounds: ambientSounds.default([]) })
  .meta({ id: 'TimerPresetSettings', description: 'How the timer is set' })

export const presetSchema = z
  .object({ id: z.guid(), name: z.string(), ...settings, ambient_sounds: ambientSounds })
  .meta({ id: 'TimerPreset', description: 'How a member likes the timer set' })

export type Preset = z.infer<typeof presetSchema>

export const storedAmbientSounds = ambientSounds
