import type { Progress } from '@better-and-bliss/sdk'
import { t } from './messages.ts'

type HourOfDay = Progress['best_times'][number]

/** All hours of a day with what was practised in them; 0 where nothing was. */
export function hoursOfDay(times: readonly HourOfDay[]): HourOfDay[] {
  const known = new Map(times.map((time) => [time.hour, time]))
  return Array.from({ length: 24 }, (_, hour) => known.get(hour) ?? { hour, sessions: 0, minutes: 0 })
}

/** The part of the day in which most of the practice lies; the earlier of two alike. Undefined without any. */
export function bestPart(times: readonly HourOfDay[]): string | undefined {
  const minutes = new Map<string, number>()
  for (const time of hoursOfDay(times)) {
    const part = partOf(time.hour)
    minutes.set(part, (minutes.get(part) ?? 0) + time.minutes)
  }
  const [best] = [...minutes].filter(([, total]) => total > 0).toSorted(([, a], [, b]) => b - a)
  return best?.[0]
}

function partOf(hour: number): string {
  if (hour < 5) return t('atNight')
  if (hour < 12) return t('inTheMorning')
  if (hour < 17) return t('inTheAfternoon')
  return hour < 22 ? t('inTheEvening') : t('atNight')
}
