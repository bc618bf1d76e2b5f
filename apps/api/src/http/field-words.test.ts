import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldWords } from './field-words.ts'

it.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, 'is required'],
  [z.string(), null, 'is required'],
  [z.string(), 3, 'must be text'],
  [z.int(), 'three', 'must be a number'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.array(z.string()), 'tag', 'must be a list'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().max(3), 'four', 'must have at most 3 characters'],
  [z.array(z.int()).max(1), [1, 2], 'must have at most 1 entry'],
  [z.array(z.int()).max(20), Array(21).fill(1), 'must have at most 20 entries'],
  [z.array(z.int()).min(2), [1], 'must have at least 2 entries'],
  [z.number().max(5), 6, 'must be at most 5'],
  [z.int().min(1), 0, 'must be at least 1'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.email(), 'nobody', 'must be an email address'],
  [z.uuid(), '7', 'must be an ID (UUID)'],
  [z.iso.datetime(), 'today', 'must be a time, such as 2026-05-01T08:30:00Z'],
  [z.enum(['asc', 'desc']), 'up', 'must be one of asc, desc'],
  [z.strictObject({}), { extra: 1 }, 'has fields that are not known: extra'],
  [z.string().max(3, 'is longer than a name'), 'four', 'is longer than a name'],
])('says what is wrong with a field, to be read behind its name (%#)', (schema, value, words) => {
  const { error } = schema.safeParse(value, { error: fieldWords })
  expect(error?.issues[0]?.message).toBe(words)
})
