import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signIn } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { playersOf } from './testing/players.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(() => server[Symbol.asyncDispose]())

const { clock } = server
const item = await publish(server, { title: 'Ocean' })
const { member, stream, start, running, beat } = playersOf(server, [], item)
const HOURS_MS = 3 * 3_600_000

async function opened() {
  const { cookies } = await member()
  const { hls_master, stream_session } = (await stream(cookies)).json()
  const token = new URL(hls_master).searchParams.toString()
  const validate = async () => {
    const url = `/api/streaming/validate-stream-token?content_id=${item}&${token}`
    return (await server.request('GET', url)).statusCode
  }
  const end = () =>
    server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [stream_session.id])
  return { validate, end }
}

describe('a clock that is set back', () => {
  test('keeps no list of what was ended longer than for its second', async () => {
    const { validate, end } = await opened()
    expect(await validate()).toBe(200)
    clock.advance(-200_000)
    await end()
    expect(await validate()).toBe(403)
  })

  test('brings back what was forgotten too soon while it was ahead', async () => {
    const { validate, end } = await opened()
    await end()
    clock.advance(HOURS_MS)
    await server.parts.streaming.revoked.current()
    clock.advance(-HOURS_MS)
    expect(await validate()).toBe(403)
  })

  test('leaves no place to a stream that is silent, and its own to one that is not', async () => {
    const [silent, playing] = [await member(), await member()]
    clock.advance(HOURS_MS)
    await start(silent.cookies)
    const id = await start(playing.cookies)
    clock.advance(-HOURS_MS)
    expect(await running(silent.cookies)).toEqual([])
    await start(await signIn(server, silent.email))
    expect((await beat(id, playing.cookies)).statusCode).toBe(200)
    expect(await running(playing.cookies)).toEqual([id])
    expect((await stream(await signIn(server, playing.email))).statusCode).toBe(429)
  })
})
