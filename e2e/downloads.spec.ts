import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous, signedIn } from './client.ts'
import { inDatabase } from './database.ts'
import { kept } from './kept-downloads.ts'
import { looksRight, TELEPHONE } from './looks-right.ts'
import { makeSound } from './media.ts'
import { test as base } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { letTimePass, pass } from './playing.ts'
import { addContentTo } from './standalone.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const DAY_MS = 86_400_000
const TITLE = 'Rain at Night'
const SECONDS = 100

const test = base
  .extend('window', { viewport: TELEPHONE, reducedMotion: 'reduce' as const })
  .extend('serviceWorkers', 'allow')

describe.skipIf(noBrowserBecause())('downloads', () => {
  let sound: string
  let account: { email: string; password: string }

  beforeAll(async () => {
    sound = await soundId()
  })

  beforeEach(async () => {
    account = { email: `dora.${randomUUID()}@example.com`, password: 'Amber-Harbour-71!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Dora' })).ok).toBe(true)
    await become('basic')
  })

  test('a sound is kept encrypted, plays without a network in a page loaded anew, and counts as practice, once', async ({
    page,
  }) => {
    await hurry(page)
    await letTimePass(page)
    await signIn(page, webUrl, account)
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
    await download(page)
    expect(await kept(page)).toEqual({ count: 1, isReadable: false, hasWords: false, hasMedia: false, keys: 1 })
    await expect.poll(runningStreams).toBe(0)

    await page.context().setOffline(true)
    await page.goto(`${webUrl}/downloads`)
    await page.getByRole('button', { name: `Play: ${TITLE}` }).click()
    await plays(page)
    await looksRight(page, [TELEPHONE])
    await page.getByRole('link', { name: 'timer' }).first().click()
    const bar = page.getByRole('complementary', { name: 'Now playing' })
    await page.waitForFunction(
      (seconds) => {
        const { played } = document.querySelector('video') ?? {}
        return played !== undefined && played.length > 0 && played.end(played.length - 1) >= seconds
      },
      70,
      { timeout: 30_000 },
    )
    await pass(page, 120_000)
    await bar.getByRole('link', { name: TITLE }).click()
    await page.getByRole('heading', { name: 'Downloads', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'timer' }).first().click()
    await bar.getByRole('button', { name: /^Close the player/ }).click()
    await page.getByText('One session waits for a network').waitFor()
    expect(await listened()).toEqual([])

    await page.context().setOffline(false)
    await expect.poll(listened).toMatchObject([{ content_id: sound }])
    await page.reload()
    await page.getByRole('heading', { name: 'Timer' }).waitFor()
    const [session, ...others] = await listened()
    expect(others).toEqual([])
    expect(session?.duration_seconds).toBeGreaterThanOrEqual(60)
    expect(session?.duration_seconds).toBeLessThanOrEqual(SECONDS)
  })

  test('after 30 days without a network its key is gone, also for a clock that is set back; with one it plays again', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const aheadMs = Number(localStorage.getItem('test.ahead') ?? 0)
      const now = Date.now
      Date.now = () => now() + aheadMs
    })
    await signIn(page, webUrl, account)
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
    await download(page)
    await page.context().setOffline(true)
    await setAhead(page, 31 * DAY_MS)
    await page.goto(`${webUrl}/downloads`)
    const play = page.getByRole('button', { name: `Play: ${TITLE}` })
    await play.click()
    await page.getByText('It has run out').waitFor()
    await expect.poll(async () => (await kept(page)).keys).toBe(0)
    await setAhead(page, 0)
    await page.goto(`${webUrl}/downloads`)
    await page.getByText('It has run out').waitFor()
    expect(await play.isDisabled()).toBe(true)
    await looksRight(page)

    await page.context().setOffline(false)
    await page.getByText('Plays without a network until').waitFor()
    await play.click()
    await plays(page)
  })

  test('what the plan does not have any more, and what another device gave up, is deleted at the next contact', async ({
    page,
  }) => {
    await signIn(page, webUrl, account)
    await download(page)
    await become('free')
    await page.goto(`${webUrl}/downloads`)
    await page.getByText('“Download” on the page of a sound').waitFor()
    expect(await kept(page)).toMatchObject({ count: 0, keys: 0 })
    await page.goto(`${webUrl}/content/${sound}`)
    await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor()

    await become('basic')
    await page.reload()
    await download(page)
    const other = await signedIn(apiUrl, account)
    const { downloads } = (await (await other.get('/api/downloads')).json()) as { downloads: { id: string }[] }
    for (const { id } of downloads) expect((await other.delete(`/api/downloads/${id}`)).status).toBe(204)
    await page.goto(`${webUrl}/yours`)
    await expect.poll(async () => (await kept(page)).count).toBe(0)
  })

  test('one press removes it; signing out removes all, and the next member finds nothing', async ({ page }) => {
    const other = await signedIn(apiUrl, account)
    expect((await other.post('/api/downloads', { content_id: sound })).ok).toBe(true)
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/downloads`)
    await page.getByRole('button', { name: /^Remove from/ }).press('Enter')
    const main = page.getByRole('main')
    await expect.poll(() => main.evaluate((element) => element === document.activeElement)).toBe(true)
    await download(page)
    await page.getByRole('link', { name: 'On this device' }).click()
    await looksRight(page)
    await page.setViewportSize(TELEPHONE)
    await page.getByRole('button', { name: `Remove: ${TITLE}` }).click()
    await page.getByText('is not kept here any more').waitFor()
    expect(await kept(page)).toMatchObject({ count: 0, keys: 0 })
    await expect.poll(leases).toBe(0)

    await download(page)
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(async () => (await kept(page)).count).toBe(0)
    expect([await leases(), await kept(page)]).toMatchObject([0, { count: 0, keys: 0 }])
  })

  async function download(page: Page): Promise<void> {
    await page.goto(`${webUrl}/content/${sound}`)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByRole('link', { name: 'On this device' }).waitFor()
  }

  async function become(tier: string): Promise<void> {
    await inDatabase(system, 'update users set subscription_tier = $2 where email = $1', [account.email, tier])
    const client = await signedIn(apiUrl, account)
    const known = async () =>
      ((await (await client.get('/auth/me')).json()) as { subscription_tier: string }).subscription_tier
    await expect.poll(known).toBe(tier)
  }

  function listened() {
    return inDatabase<{ content_id: string; duration_seconds: number }>(
      system,
      `select content_id, duration_seconds from meditation_sessions
       where session_type = 'listening' and user_id = (select id from users where email = $1)`,
      [account.email],
    )
  }

  const count = async (sql: string) => {
    const [row] = await inDatabase<{ total: number }>(system, sql, [account.email])
    return row?.total
  }
  const leases = () =>
    count('select count(*)::integer as total from downloads where user_id = (select id from users where email = $1)')
  const runningStreams = () =>
    count(`select count(*)::integer as total from stream_sessions
      where ended_at is null and place is not null and user_id = (select id from users where email = $1)`)
})

describe.skipIf(noBrowserBecause())('a download', () => {
  let sound: string
  beforeAll(async () => {
    sound = await soundId()
  })

  base('that is cut says so, and goes on with what is missing', async ({ page }) => {
    await signIn(page, webUrl, system.accounts.basic)
    const fetched: string[] = []
    let isCut = true
    await page.route(/\/segment\d+\.ts/, (route) => {
      if (isCut && fetched.length === 3) return route.abort('internetdisconnected')
      fetched.push(new URL(route.request().url()).pathname)
      return route.continue()
    })
    await page.goto(`${webUrl}/content/${sound}`)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByRole('link', { name: 'Download paused' }).click()
    await page.getByText('The network is gone. It goes on once it is back.').waitFor()
    await looksRight(page)
    isCut = false
    await page.getByRole('button', { name: `Go on: ${TITLE}` }).click()
    await page.getByRole('button', { name: `Play: ${TITLE}` }).waitFor()
    expect(new Set(fetched).size).toBe(fetched.length)
    await page.getByRole('button', { name: `Remove: ${TITLE}` }).click()
    await page.getByText('is not kept here any more').waitFor()
  })

  base('for which the device has no room says so, and is removed like any other', async ({ page }) => {
    await signIn(page, webUrl, system.accounts.basic)
    const session = await page.context().newCDPSession(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: webUrl, quotaSize: 500_000 })
    await page.goto(`${webUrl}/content/${sound}`)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByRole('link', { name: 'Download paused' }).click()
    await page.getByText('There is no room left on this device').waitFor()
    await page.getByRole('button', { name: `Remove: ${TITLE}` }).click()
    await page.getByText('is not kept here any more').waitFor()
  })

  base('is no part of the free plan, which is told', async ({ page }) => {
    await signIn(page, webUrl, system.accounts.free)
    await page.goto(`${webUrl}/content/${sound}`)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByText('Downloads are part of Basic and Premium.').waitFor()
  })
})

let adding: Promise<string> | undefined
const soundId = () => (adding ??= addSound())

/** @returns its id. */
async function addSound(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-downloads-'))
  try {
    const file = join(folder, 'rain.wav')
    await makeSound(file, { seconds: SECONDS })
    const added = await addContentTo(system, [file, '--title', TITLE, '--category', 'Rain', '--tier', 'free'])
    return added.contentId
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A sound plays sixteen times as fast as the page can tell. */
async function hurry(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const rate = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'playbackRate')
    Object.defineProperty(HTMLMediaElement.prototype, 'playbackRate', { get: () => 1, set() {} })
    addEventListener('play', ({ target }) => rate?.set?.call(target, 16), true)
  })
}

async function setAhead(page: Page, ms: number): Promise<void> {
  await page.evaluate((ahead) => localStorage.setItem('test.ahead', `${ahead}`), ms)
}
