import { z } from 'zod'

export const MISSING = 'is required'

const SHAPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMATS: Record<string, string> = {
  email: 'an email address',
  uuid: 'an ID (UUID)',
  url: 'a web address',
  datetime: 'a time, such as 2026-05-01T08:30:00Z',
  date: 'a date, such as 2026-05-01',
}

const COUNTED: Record<string, [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

/** Has schemas say what is wrong with a field in words that pages can show behind its name; a schema's own words come before them. */
export function speakOfFields(): void {
  z.config({ customError: fieldWords })
}

/** @returns words to be read behind the field's name; undefined: the validator's own. */
export function fieldWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return (issue.input ?? null) === null ? MISSING : mustBe(SHAPES[issue.expected])
    case 'invalid_format':
      return mustBe(FORMATS[issue.format])
    case 'invalid_value':
      return mustBe(`${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`)
    case 'too_big':
      return bounded(issue.origin, { most: Number(issue.maximum), isIncluded: issue.inclusive !== false })
    case 'too_small':
      return bounded(issue.origin, { least: Number(issue.minimum), isIncluded: issue.inclusive !== false })
    case 'unrecognized_keys':
      return `has fields that are not known: ${issue.keys.join(', ')}`
    default:
      return undefined
  }
}

const mustBe = (what: string | undefined) => what && `must be ${what}`

function bounded(
  origin: string,
  { most, least, isIncluded }: { most?: number; least?: number; isIncluded: boolean },
): string | undefined {
  const bound = most ?? least ?? 0
  const words = COUNTED[origin]
  if (words) {
    if (least === 1) return 'must not be empty'
    return `must have ${most === undefined ? 'at least' : 'at most'} ${bound} ${words[bound === 1 ? 0 : 1]}`
  }
  if (origin !== 'number' && origin !== 'int') return undefined
  if (most === undefined) return `must be ${isIncluded ? 'at least' : 'more than'} ${bound}`
  return `must be ${isIncluded ? 'at most' : 'less than'} ${bound}`
}
