import { z } from 'zod'
import { timeZone } from '../../text/time-zones.ts'
import type { ReminderRow } from './queries.ts'

const day = z.int().min(1).max(7)

const fields = {
  on: z.boolean().meta({ description: 'Whether mails come', example: true }),
  days: z
    .array(day)
    .min(1, 'must name a day')
    .refine((days) => new Set(days).size === days.length, 'must name each day once')
    .meta({ description: 'Of the week, 1 is Monday', example: [1, 2, 3, 4, 5] }),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30')
    .meta({ description: 'On the clock of the time zone', example: '07:30' }),
}

export const reminderBody = z
  .object({
    ...fields,
    time_zone: timeZone.meta({ description: "The member's, by its IANA name", example: 'Europe/Berlin' }),
  })
  .meta({ id: 'ReminderChoice', description: 'When the member wants to be reminded' })

export const reminderSchema = z
  .object({
    ...fields,
    time_zone: z.string().meta({ description: "The member's, by its IANA name", example: 'Europe/Berlin' }),
    next_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the next one is due; null while none comes', example: '2026-01-31T06:30:00.000Z' }),
  })
  .meta({ id: 'Reminder', description: 'When the member is reminded of their practice' })

/** Of whoever has chosen nothing: it is quiet. */
const NOTHING_CHOSEN = { on: false, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', time_zone: 'UTC', next_at: null }

export function toReminder(row: ReminderRow | undefined): z.infer<typeof reminderSchema> {
  if (!row) return NOTHING_CHOSEN
  return {
    on: row.due_at !== null,
    days: row.days,
    time: row.at_time,
    time_zone: row.time_zone,
    next_at: row.due_at?.toISOString() ?? null,
  }
}
