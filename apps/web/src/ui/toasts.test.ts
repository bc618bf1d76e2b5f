import { expect, test } from 'vitest'
import { createToasts } from './toasts.tsx'

const messages = (toasts: ReturnType<typeof createToasts>) => toasts.current().map(({ message }) => message)

test('messages are shown in the order in which they came, until they are dismissed', () => {
  const toasts = createToasts()
  toasts.say('one')
  toasts.say('two')
  expect(messages(toasts)).toEqual(['one', 'two'])
  toasts.dismiss(toasts.current()[0]?.id ?? -1)
  expect(messages(toasts)).toEqual(['two'])
})

test('what is said again is shown once, as the newest, and has its whole time again', () => {
  const toasts = createToasts()
  toasts.say('one')
  const [first] = toasts.current()
  toasts.say('two')
  toasts.say('one')
  expect(messages(toasts)).toEqual(['two', 'one'])
  expect(toasts.current()[1]?.id).not.toBe(first?.id)
})

test('who follows them is told of each change, until they stop', () => {
  const toasts = createToasts()
  let changes = 0
  const stop = toasts.subscribe(() => {
    changes += 1
  })
  toasts.say('one')
  toasts.dismiss(toasts.current()[0]?.id ?? -1)
  stop()
  toasts.say('two')
  expect(changes).toBe(2)
})
