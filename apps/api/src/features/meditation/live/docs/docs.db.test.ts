import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { RECORD_BYTES } from '@better-and-bliss/breath/features'
import { serverMessageSchema } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { Ajv } from 'ajv'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../../testing/members.ts'
import { testServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'
import { play, startSession } from '../testing/practice.ts'
import { openSocket, type ThinClient } from '../testing/thin-client.ts'
import { EXAMPLE } from './example.ts'
import { circleClientMessages, circleServerMessages, clientMessages, serverMessages } from './messages.ts'
import { RECORD_FIELDS } from './records.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const get = (path: string) => server.app.inject(path)

describe('/api/docs/socket', () => {
  test('200: a page without script, whose every asset is served by us, under the policy of all pages', async () => {
    const { statusCode, headers, body } = await get('/api/docs/socket')
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'self'",
    })
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:\/\/(?!localhost)/)
    for (const [, address = ''] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await get(address)).statusCode, address).toBe(200)
    }
  })

  test('200: names every message and every field of the protocol', async () => {
    const { body } = await get('/api/docs/socket')
    const ofCircles = [...circleClientMessages, ...circleServerMessages]
    for (const { name, schema } of [...clientMessages, ...serverMessages, ...ofCircles]) {
      expect(body).toContain(`<code>${name}</code>`)
      expect(schema.properties).toHaveProperty('type')
      for (const field of Object.keys(schema.properties ?? {})) expect(body).toMatch(new RegExp(`\\b${field}\\b`))
    }
  })

  test('200: says what each byte of a record is, and what calibration, profile and resume token are', async () => {
    const { body } = await get('/api/docs/socket')
    const bytes = RECORD_FIELDS.flatMap(([byte]) => byte.split(' to ').map(Number))
    expect(bytes).toEqual([0, 7, 8, 9, 10, 11, 12, 13, 14, RECORD_BYTES - 1])
    for (const [, name] of RECORD_FIELDS) expect(body).toContain(`<td>${name}</td>`)
    const fields = [...clientMessages, ...serverMessages].flatMap(({ schema }) =>
      Object.entries(schema.properties ?? {}),
    )
    for (const name of ['calibrate', 'profile', 'resume', 'resume_token', 'calibration']) {
      for (const [, schema] of fields.filter(([field]) => field === name))
        expect(schema.description, name).toMatch(/.{20}/)
    }
  })

  test('200: its example is a conversation that really takes place', async () => {
    const cookies = await signUp(server, 'ada@example.com')
    const session = await startSession(server, cookies)
    await using client = await openSocket(server.app, { cookies })
    for (const { from, says } of EXAMPLE) {
      if (from === 'server') continue
      if (typeof says === 'string') await practise(client)
      else client.say('session_id' in says ? { ...says, session_id: session } : says)
      if ('session_id' in Object(says)) await client.first('ready')
    }
    expect(await client.closed).toMatchObject({ code: 1000 })
    expect(inOrder(client)).toEqual(serverLines())
    for (const says of serverLines()) serverMessageSchema.parse(says.whole)
  })
})

/** Half a minute, no faster than it is acknowledged. */
async function practise(client: ThinClient): Promise<void> {
  const { samples } = breathing({ seconds: 30, seed: 1 })
  for (let from = 0; from < samples.length; from += 16_000) {
    const acks = client.all('ack').length
    await play(server, client, samples, { from, to: from + 16_000 })
    await until(() => client.all('ack').length > acks)
  }
}

/** What tells one message from another, and holds for every session. */
function essence(message: object) {
  const { type, state, event_type } = message as Record<string, unknown>
  return { type, state, event_type }
}

function serverLines() {
  return EXAMPLE.flatMap(({ from, says }) =>
    from === 'server' && typeof says === 'object' ? { ...essence(says), whole: says } : [],
  )
}

/** The lines of the example that were found, one after the other, among what was said. */
function inOrder({ messages }: ThinClient) {
  let at = 0
  return serverLines().filter(({ whole }) => {
    const found = messages.findIndex((message, index) => {
      return index >= at && JSON.stringify(essence(message)) === JSON.stringify(essence(whole))
    })
    if (found >= 0) at = found + 1
    return found >= 0
  })
}

describe('/api/docs/socket.json', () => {
  test('200: is valid by the schema of AsyncAPI', async () => {
    const schema = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json'), 'utf8'),
    )
    const validate = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false }).compile(
      schema,
    )
    validate((await get('/api/docs/socket.json')).json())
    expect(validate.errors).toBeNull()
  })

  test('200: is AsyncAPI 3, and every reference in it leads somewhere', async () => {
    const response = await get('/api/docs/socket.json')
    expect(response.headers['content-type']).toMatch(/^application\/json/)
    const document = response.json()
    expect(document).toMatchObject({ asyncapi: '3.0.0', servers: { api: { host: 'localhost:8000', protocol: 'ws' } } })
    const references = [...response.body.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
    expect(references.length).toBeGreaterThan(20)
    for (const path of references) {
      const found = path.split('/').reduce((part, key) => part?.[key], document)
      expect(found, path).toBeDefined()
    }
  })
})
