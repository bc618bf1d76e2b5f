import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { setStanding, signIn, signUp, tokensOf } from '../testing/members.ts'
import { testServer } from '../testing/test-server.ts'
import { readStandings } from './standing.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const PHONE = { device: 'Phone', country: 'CH', method: 'password' } as const
const { identity, signIns } = server.parts.auth
const newTokens = async (email: string) => {
  await signUp(server, email)
  return tokensOf(identity, email)
}
const me = async (accessToken: string) =>
  (await server.request('GET', '/auth/me', { headers: { authorization: `Bearer ${accessToken}` } })).statusCode
const rowOf = async (id: string) => (await server.db.query('', 'select * from sign_ins where id = $1', [id]))[0]

describe('the registry of sign-ins', () => {
  test('makes tokens count: genuine ones of a sign-in that is not in it open nothing', async () => {
    const tokens = await newTokens('unregistered@example.com')
    expect(await me(tokens.accessToken)).toBe(401)
    server.parts.auth.guard.forget()
    await signIns.begin(server.db, tokens, PHONE, 0)
    expect(await me(tokens.accessToken)).toBe(200)
  })

  test('says whose a sign-in is, of which provider, on what device, since when and until when', async () => {
    const tokens = await newTokens('described@example.com')
    await signIns.begin(server.db, tokens, PHONE, 0)
    const now = new Date(server.clock.nowMs())
    expect(await rowOf(tokens.signInId)).toEqual({
      id: tokens.signInId,
      sub: tokens.sub,
      provider: 'embedded',
      device: 'Phone',
      country: 'CH',
      method: 'password',
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(tokens.refreshExpiresAtSeconds * 1000),
      revoked_at: null,
      revoked_reason: null,
      stepped_up_at: now,
    })
  })

  test('takes nobody in who is suspended, deleted or unknown', async () => {
    const tokens = await newTokens('refused@example.com')
    await setStanding(server.db, 'refused@example.com', { status: 'suspended' })
    expect(await signIns.begin(server.db, tokens, PHONE, 0)).toBe(false)
    await setStanding(server.db, 'refused@example.com', { status: 'deleted' })
    expect(await signIns.begin(server.db, tokens, PHONE, 0)).toBe(false)
    expect(await signIns.begin(server.db, { ...tokens, sub: randomUUID() }, PHONE, 0)).toBe(false)
  })

  test('prolongs what lives, and nothing that was revoked or has expired', async () => {
    const tokens = await newTokens('prolonged@example.com')
    await signIns.begin(server.db, tokens, PHONE, 0)
    server.clock.advance(60_000)
    const later = { ...tokens, refreshExpiresAtSeconds: tokens.refreshExpiresAtSeconds + 60 }
    expect(await signIns.prolong(server.db, [{ tokens: later, country: 'AT' }])).toEqual(['active'])
    expect(await rowOf(tokens.signInId)).toMatchObject({
      last_seen_at: new Date(server.clock.nowMs()),
      expires_at: new Date(later.refreshExpiresAtSeconds * 1000),
    })
    server.clock.advance(later.refreshExpiresAtSeconds * 1000 - server.clock.nowMs())
    const expired = { ...later, refreshExpiresAtSeconds: later.refreshExpiresAtSeconds * 2 }
    const [revoked, living] = [await newTokens('revoked@example.com'), await newTokens('living@example.com')]
    await signIns.begin(server.db, revoked, PHONE, 0)
    await signIns.begin(server.db, living, PHONE, 0)
    await signIns.revoke(server.db, revoked.signInId, 'signed_out')
    const together = [expired, living, revoked, living].map((renewed) => ({ tokens: renewed, country: null }))
    expect(await signIns.prolong(server.db, together)).toEqual([undefined, 'active', undefined, 'active'])
  })

  test('keeps the first reason for which a sign-in was ended', async () => {
    const tokens = await newTokens('twice@example.com')
    await signIns.begin(server.db, tokens, PHONE, 0)
    expect(await signIns.revoke(server.db, tokens.signInId, 'refresh_token_reused')).toBe(true)
    expect(await signIns.revoke(server.db, tokens.signInId, 'signed_out')).toBe(false)
    await setStanding(server.db, 'twice@example.com', { status: 'deleted' })
    expect(await rowOf(tokens.signInId)).toMatchObject({ revoked_reason: 'refresh_token_reused' })
  })

  test('ends those of a deleted member with that reason', async () => {
    const tokens = await newTokens('gone@example.com')
    await signIns.begin(server.db, tokens, PHONE, 0)
    await setStanding(server.db, 'gone@example.com', { status: 'deleted' })
    expect(await rowOf(tokens.signInId)).toMatchObject({ revoked_reason: 'member_deleted', device: null })
  })

  test('takes the refresh token along when a sign-in is removed', async () => {
    await signIn(server, 'described@example.com')
    const left = () => server.db.query('', 'select 1 from identity_refresh_tokens join sign_ins on id = sign_in_id')
    expect((await left()).length).toBeGreaterThan(0)
    await server.db.query('', 'delete from sign_ins')
    expect(await left()).toEqual([])
  })
})

test('standings come in the order of those who were asked for, each for itself', async () => {
  const [first, second, third] = [
    await newTokens('one@example.com'),
    await newTokens('two@example.com'),
    await newTokens('three@example.com'),
  ]
  for (const tokens of [first, second, third]) await signIns.begin(server.db, tokens, PHONE, 0)
  await signIns.revoke(server.db, first.signInId, 'signed_out')
  await setStanding(server.db, 'two@example.com', { status: 'suspended' })
  const foreign = { sub: second.sub, signInId: third.signInId }
  const standings = await readStandings(server.db, [first, third, foreign, second], server.clock.nowMs())
  expect(standings.map(({ member, suspended }) => member?.email ?? suspended)).toEqual([
    false,
    'three@example.com',
    false,
    true,
  ])
  const expired = await readStandings(server.db, [third], third.refreshExpiresAtSeconds * 1000)
  expect(expired).toEqual([{ member: null, suspended: false, suspendedReason: null }])
})
