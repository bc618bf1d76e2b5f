import { expect, test } from 'vitest'
import { ApiError, answerOf, fieldErrorsOf, wordsOf } from './answer.ts'

const failed = (error: unknown, status: number) =>
  answerOf(Promise.resolve({ error, response: Response.json(null, { status }) })).catch((thrown: unknown) => thrown)

test('what arrived is handed on', async () => {
  expect(await answerOf(Promise.resolve({ data: { total: 3 }, response: Response.json({}) }))).toEqual({ total: 3 })
})

test('a problem of the API keeps its words, its code and its fields by name; its words name no field of a body', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Unprocessable Content',
    status: 422,
    detail: 'password: must contain a digit',
    code: 'invalid_request',
    request_id: 'r',
    errors: [{ loc: ['body', 'password'], msg: 'must contain a digit' }],
  }
  const error = await failed(problem, 422)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    message: 'Must contain a digit',
    status: 422,
    code: 'invalid_request',
    fields: { password: 'Must contain a digit' },
  })
})

test('an API that cannot be reached is told from one that stumbles, both in words', async () => {
  const unreachable = await answerOf(Promise.resolve({ error: new TypeError('Failed to fetch') })).catch(
    (e: unknown) => e,
  )
  expect(unreachable).toMatchObject({ status: 0, code: 'unreachable' })
  expect(await failed('<html>502</html>', 502)).toMatchObject({ status: 502, code: 'internal' })
  expect(String(await failed('<html>502</html>', 502))).not.toContain('html')
})

test('an error is told in the words of the API, and one of ours in words that say nothing of it', () => {
  expect(wordsOf(new ApiError('This account is suspended', 403, 'account_suspended'), 'Try again.')).toBe(
    'This account is suspended',
  )
  expect(wordsOf(new TypeError('x is not a function'), 'Try again.')).toBe('Try again.')
})

test('what is wrong with a field of a form stands at that field', () => {
  const error = new ApiError('Not valid', 422, 'invalid_request', {
    fields: { email: 'Must be an address', captcha: 'Is missing' },
  })
  expect(fieldErrorsOf(error, ['email', 'password'])).toEqual({ email: 'Must be an address' })
})

test('a code that is about one field is told there, in the words of the whole', () => {
  const error = new ApiError('Somebody has this address already', 409, 'email_taken')
  expect(fieldErrorsOf(error, ['email'], { email_taken: 'email' })).toEqual({
    email: 'Somebody has this address already',
  })
})

test('what is about no field of the form is told above it', () => {
  expect(fieldErrorsOf(new ApiError('Wrong email or password', 401, 'invalid_credentials'), ['email'])).toEqual({})
  expect(fieldErrorsOf(new TypeError('x is not a function'), ['email'])).toEqual({})
})
