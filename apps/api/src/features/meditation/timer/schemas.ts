import { z } from 'zod'
import { humanText } from '../../../text/human-text.ts'

const MAX_MINUTES = 180

const settings = {
  minutes: z.int().min(1).max(MAX_MINUTES).nullable().describe('Null: open end'),
  preparation_seconds: z.int().min(0).max(300).describe('Before the start bell'),
  interval_minutes: z.int().min(1).max(MAX_MINUTES).nullable().describe('Between the bells on the way; null: none'),
  start_bell: z.boolean().describe('A bell begins it'),
  end_bell: z.boolean().describe('A bell ends it'),
}

export const presetBody = z
  .object({ name: humanText({ maxLength: 60 }), ...settings })
  .meta({ id: 'TimerPresetSettings', description: 'How the timer is set' })

export const presetSchema = z
  .object({ id: z.guid(), name: z.string(), ...settings })
  .meta({ id: 'TimerPreset', description: 'How a member likes the timer set' })
