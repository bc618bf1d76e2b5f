import type { Tier } from '@better-and-bliss/membership'
import { afterAll, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { setTier } from './set-tier.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const item = await publish(server, { title: 'The Quiet Hour', tier: 'premium' })
const play = async () => (await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })).statusCode
const set = (tier: Tier, of = email) =>
  setTier(server.db, { email: of }, { tier, actor: { kind: 'operator' }, requestId: null })
const standing = async () =>
  (await server.db.query('', 'select role, subscription_tier from users where email = $1', [email]))[0]

test('another tier opens and closes at once, while the clock stands still', async () => {
  expect(await play()).toBe(403)
  expect(await set('premium')).toBe(true)
  await until(async () => (await play()) === 200)
  expect(await standing()).toEqual({ role: 'premium_user', subscription_tier: 'premium' })
  await set('free')
  await until(async () => (await play()) === 403)
  expect(await standing()).toEqual({ role: 'free_user', subscription_tier: 'free' })
})

test('who has a task keeps it', async () => {
  await setStanding(server.db, email, { role: 'moderator' })
  await set('basic')
  expect(await standing()).toEqual({ role: 'moderator', subscription_tier: 'basic' })
})

test('nobody is made who is not there', async () => {
  expect(await set('basic', 'eve@example.com')).toBe(false)
})
