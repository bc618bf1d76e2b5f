import { boundedText } from './bounded-text.ts'

const MAX_LENGTH = 64

/** The name of a time zone of the IANA. */
export const timeZone = boundedText(MAX_LENGTH)
  .refine(isTimeZone, { abort: true, error: 'must be the name of a time zone, such as Europe/Berlin' })
  .overwrite(withPlace)

/** A name, not an offset or a rule: those have no summer. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Of a name such as CET, which is an abbreviation as well, the database takes the abbreviation, which has no summer. */
function withPlace(name: string): string {
  return name.includes('/') ? name : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
}
