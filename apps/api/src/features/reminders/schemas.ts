import { z } from 'zod'
import { timeZone } from '../../text/time-zones.ts'
import type { ReminderRow } from './queries.ts'

const day = z.int().min(1).max(7)

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30')

const fields = {
  on: z.boolean().meta({ description: 'Whether reminders come', example: true }),
  days: z
    .array(day)
    .min(1, 'must name a day')
    .refine((days) => new Set(days).size === days.length, 'must name each day once')
    .meta({ description: 'Of the week, 1 is Monday', example: [1, 2, 3, 4, 5] }),
  time: clockTime.meta({ description: 'On the clock of the time zone', example: '07:30' }),
}

const byMail = z.boolean().meta({ description: 'Whether they come by mail', example: true })
const byPush = z
  .boolean()
  .meta({ description: 'Whether they come on the devices of the member, as long as there is one', example: false })
const QUIET_BY_DEFAULT = { from: '21:00', until: '07:00' }
const quietHours = z
  .object({
    from: clockTime.meta({ description: 'When it becomes quiet', example: '21:00' }),
    until: clockTime.meta({ description: 'When it is over, perhaps on the next day', example: '07:00' }),
  })
  .refine(({ from, until }) => from !== until, 'must begin at another time than they end')
  .nullable()
  .meta({
    description: 'In these hours of the time zone no device is reminded; mails come all the same. Null: none are quiet',
    example: QUIET_BY_DEFAULT,
  })

export const reminderBody = z
  .object({
    ...fields,
    time_zone: timeZone.meta({ description: "The member's, by its IANA name", example: 'Europe/Berlin' }),
    by_mail: byMail.default(true),
    by_push: byPush.default(false),
    quiet_hours: quietHours.default(QUIET_BY_DEFAULT),
  })
  .refine(({ by_mail, by_push }) => by_mail || by_push, 'by_mail or by_push must be true; `on` switches both off')
  .meta({ id: 'ReminderChoice', description: 'When the member wants to be reminded' })

export const reminderSchema = z
  .object({
    ...fields,
    time_zone: z.string().meta({ description: "The member's, by its IANA name", example: 'Europe/Berlin' }),
    by_mail: byMail,
    by_push: byPush,
    quiet_hours: quietHours,
    lacks_device: z.boolean().meta({
      description:
        'They are not on because they come on devices alone, and there is none; with the next one they are on',
      example: false,
    }),
    next_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the next one is due; null while none comes', example: '2026-01-31T06:30:00.000Z' }),
  })
  .meta({ id: 'Reminder', description: 'When the member is reminded of their practice' })

/** Of whoever has chosen nothing: it is quiet. */
const NOTHING_CHOSEN = {
  ...{ on: false, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', time_zone: 'UTC', next_at: null },
  ...{ by_mail: true, by_push: false, quiet_hours: QUIET_BY_DEFAULT, lacks_device: false },
}

export function toReminder(row: ReminderRow | undefined): z.infer<typeof reminderSchema> {
  if (!row) return NOTHING_CHOSEN
  const lacksDevice = row.due_at !== null && !row.by_mail && !row.has_device
  const nextAt = lacksDevice ? null : row.due_at
  return {
    on: nextAt !== null,
    days: row.days,
    time: row.at_time,
    time_zone: row.time_zone,
    by_mail: row.by_mail,
    by_push: row.by_push,
    quiet_hours:
      row.quiet_from === null || row.quiet_until === null ? null : { from: row.quiet_from, until: row.quiet_until },
    lacks_device: lacksDevice,
    next_at: nextAt?.toISOString() ?? null,
  }
}
