import fastify from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { describe, expect, test } from 'vitest'
import type { App } from './app.ts'
import { acceptBytes, acceptJson } from './bodies.ts'
import { answerProblems } from './problems.ts'

const CONTENT_TYPE = 'application/offset+octet-stream'
const app: App = fastify().withTypeProvider<ZodTypeProvider>()
app.setValidatorCompiler(validatorCompiler)
app.setSerializerCompiler(serializerCompiler)
answerProblems(app)
acceptJson(app, (_request, text) => text)
const echo = (scope: App, url: string) =>
  scope.post(url, ({ body }) => ({ bytes: Buffer.isBuffer(body), body: String(body), json: JSON.stringify(body) }))
echo(app, '/before')
await acceptBytes(app, { contentType: CONTENT_TYPE, limitBytes: 8 }, (scope) => echo(scope, '/bytes'))
echo(app, '/after')

const send = (url: string, type: string, payload: string, headers = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, ...headers } })

describe('a scope of bytes', () => {
  test('gets what was sent, byte for byte', async () => {
    expect((await send('/bytes', CONTENT_TYPE, '{"a" :1}')).json()).toMatchObject({ bytes: true, body: '{"a" :1}' })
  })

  test('reads no JSON, and nothing that is longer or compressed', async () => {
    expect((await send('/bytes', 'application/json', '{}')).statusCode).toBe(415)
    expect((await send('/bytes', CONTENT_TYPE, '123456789')).statusCode).toBe(413)
    expect((await send('/bytes', CONTENT_TYPE, '1', { 'content-encoding': 'gzip' })).statusCode).toBe(415)
  })
})

test.each(['/before', '/after'])('%s, outside of it, reads JSON as ever, and no bytes', async (url) => {
  expect((await send(url, 'application/json', '{"a" :1}')).json()).toMatchObject({ bytes: false, json: '{"a":1}' })
  expect((await send(url, CONTENT_TYPE, '1')).statusCode).toBe(415)
})
