import { expect, test } from 'vitest'
import { readReminder, reminderOf, stillOnOf } from './reminder.ts'

const OFF_URL = 'https://api.example.org/api/reminders/off?token=t'

test('a reminder speaks the language of its member, and can be ended', () => {
  const data = readReminder(JSON.stringify({ language: 'de', off: OFF_URL }), ['en'])
  expect(reminderOf(data)).toMatchObject({
    title: 'Ein Moment für dich',
    options: { lang: 'de', dir: 'ltr', data, actions: [{ action: 'off', title: 'Ausschalten' }] },
  })
})

test('without a choice it speaks the language of the browser', () => {
  const data = readReminder(JSON.stringify({ language: null, off: OFF_URL }), ['de-CH', 'en'])
  expect(data).toEqual({ language: 'de', off: OFF_URL })
})

test.each([undefined, '', '{', 'null', '[]', '{"off":"javascript:alert(1)","language":7}'])(
  'what nobody understands (%s) is a reminder all the same, without a way that is none',
  (text) => {
    const data = readReminder(text, [])
    expect(data).toEqual({ language: 'en', off: null })
    expect(reminderOf(data)).toMatchObject({ title: 'A moment for yourself', options: { actions: [] } })
  },
)

test('one that could not be ended says so in its place, and may be ended again', () => {
  const data = readReminder(JSON.stringify({ off: OFF_URL }), [])
  const [reminder, still] = [reminderOf(data), stillOnOf(data)]
  expect(still.title).not.toBe(reminder.title)
  expect([still.options.tag, still.options.actions]).toEqual([reminder.options.tag, reminder.options.actions])
})
