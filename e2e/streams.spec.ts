import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { HEARTBEAT_MS, letTimePass, pass, playSlowly } from './playing.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0'
const THREE_HOURS_MS = 3 * 3_600_000

describe.skipIf(noBrowserBecause())('a member whose plan plays on one device at a time', () => {
  test('goes on where they stopped on another device, takes over and back, and is stopped by sign-out and suspension', async ({
    page: a,
    window,
  }) => {
    const account = { email: `sila.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    const client = anonymous(apiUrl)
    expect((await client.post('/auth/register', { ...account, full_name: 'Sila Streams' })).ok).toBe(true)
    const context = await a
      .context()
      .browser()
      ?.newContext({ ...window, userAgent: FIREFOX })
    const b = await context?.newPage()
    if (!b) throw new Error('The page has no browser')
    for (const page of [a, b]) {
      await letTimePass(page)
      await playSlowly(page)
      await signIn(page, webUrl, account)
    }

    // Resume: what one device reports is where the other begins, and marks the card.
    await open(a)
    await a.getByRole('button', { name: 'Play', exact: true }).first().click()
    await plays(a)
    await a.evaluate(() => {
      const video = document.querySelector('video')
      if (video) video.currentTime = 12
    })
    await plays(a, 12)
    await pass(a, 10_000)
    await expect.poll(() => positionOf(client)).toBeGreaterThan(12)
    await open(b)

    // The limit: which device plays what, since when, and one button.
    await b.getByRole('button', { name: /^Resume at 0:1\d/ }).click()
    await b.getByRole('heading', { name: 'You are already watching on another device' }).waitFor()
    await b.getByText('Chrome on Linux').waitFor()
    expect(await violations(b)).toEqual([])
    await b.getByRole('button', { name: /^Stop there and watch here/ }).click()
    await plays(b, 12)

    // Take-over: seen where it played, and taken back by one press.
    await pass(a, HEARTBEAT_MS)
    await a.getByText('Playback moved to Firefox on Windows.').waitFor()
    await a.getByRole('button', { name: 'Watch here again' }).click()
    await plays(a, 12)
    await pass(b, HEARTBEAT_MS)
    await b.getByText('Playback moved to Chrome on Linux.').waitFor()

    // A page that is loaded again has its place at once.
    await a.reload()
    await a.getByRole('button', { name: /^Resume at/ }).click()
    await plays(a)

    // Renewal: after three hours the token has expired, and nothing stops.
    const renewal = a.waitForRequest((request) => /\/stream\?.*session_id=/.test(request.url()))
    await pass(a, THREE_HOURS_MS)
    await a.locator('media-controller').hover()
    await a.getByRole('button', { name: 'Settings' }).click()
    await a.getByRole('button', { name: /^Quality/ }).click()
    await a.getByRole('radio', { name: 'Sound only' }).check()
    await a.keyboard.press('Escape')
    await renewal
    await plays(a, 1)

    // Signed out from elsewhere, and suspended.
    const { sessions } = (await (await client.get('/auth/sessions')).json()) as { sessions: Record<string, string>[] }
    const ofA = sessions.find(({ device }) => device === 'Chrome on Linux')?.id
    expect((await client.delete(`/auth/sessions/${ofA}`)).status).toBe(204)
    await pass(a, HEARTBEAT_MS)
    await a.getByText('Your session has ended. Sign in to go on.').waitFor()
    await expect.poll(() => a.locator('video').count()).toBe(0)
    await b.getByRole('button', { name: 'Watch here again' }).click()
    await plays(b)
    await inDatabase(system, `update users set status = 'suspended' where email = $1`, [account.email])
    await pass(b, HEARTBEAT_MS)
    await b
      .getByRole('alert')
      .getByText(/suspended/)
      .waitFor({ timeout: 10_000 })
    expect(await b.evaluate(() => document.querySelector('video')?.readyState)).toBe(0)
    await context?.close()
  })
})

async function positionOf(client: ReturnType<typeof anonymous>): Promise<number> {
  const response = await client.get(`/api/streaming/content/${content.free}/position`)
  return ((await response.json()) as { position_seconds: number }).position_seconds
}

async function open(page: Page): Promise<void> {
  await page.goto(`${webUrl}/content/${content.free}`)
}
