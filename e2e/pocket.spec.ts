import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight, TELEPHONE } from './looks-right.ts'
import { NEWER_ENTRY, serveNewVersion } from './new-version.ts'
import { test as base } from './page-test.ts'
import { signIn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
/** The page's clock, which is put forward, stays behind that of the API: no session ends in the future. */
const HOUR_MS = 3_600_000
const PASSWORD = 'SecurePass123!'
const ada = { email: `pocket.ada.${randomUUID()}@example.com`, password: PASSWORD }
const eve = { email: `pocket.eve.${randomUUID()}@example.com`, password: PASSWORD }

const test = base
  .extend('window', { viewport: TELEPHONE, reducedMotion: 'reduce' as const })
  .extend('serviceWorkers', 'allow')

describe.skipIf(noBrowserBecause())('the app on a telephone', () => {
  beforeAll(async () => {
    for (const member of [ada, eve])
      expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Rider' })).ok).toBe(true)
  })
  beforeEach(async () => {
    await inDatabase(
      system,
      'delete from meditation_sessions where user_id in (select id from users where email = $1)',
      [ada.email],
    )
  })

  test('can be put on the home screen: a manifest, with icons as large as it says and shortcuts to pages', async ({
    page,
  }) => {
    await page.goto(webUrl)
    const href = await page.locator('link[rel="manifest"]').getAttribute('href')
    const answer = await fetch(new URL(href ?? '', webUrl))
    expect(answer.headers.get('content-type')).toMatch(/manifest\+json/)
    const { start_url, display, icons, shortcuts } = (await answer.json()) as Manifest
    expect({ start_url, display }).toEqual({ start_url: '/', display: 'standalone' })
    expect(icons.map(({ purpose }) => purpose)).toContain('maskable')
    for (const { src, sizes } of icons) {
      const png = Buffer.from(await (await fetch(webUrl + src)).arrayBuffer())
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes)
    }
    expect(shortcuts.map(({ name }) => name)).toEqual(['Timer', 'Breathe', 'Continue'])
  })

  test('keeps what was built and nothing else: no answer of the API, no media', async ({ page }) => {
    await signIn(page, webUrl, ada)
    await isKept(page)
    await page.goto(`${webUrl}/browse`)
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)))
      const requests = await Promise.all(caches.map((cache) => cache.keys()))
      return requests.flat().map(({ url }) => url)
    })
    const { origin } = new URL(webUrl)
    const built = /^\/(assets\/[^/]+\.(js|css|woff2)|index\.html|scheme\.js|ring\.svg|manifest\.webmanifest)$/
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.map((url) => new URL(url)).filter((url) => url.origin !== origin || !built.test(url.pathname))).toEqual(
      [],
    )
  })

  test('without a network the timer and paced breathing work in a page loaded anew; both are told once, later', async ({
    page,
  }) => {
    await signIn(page, webUrl, ada)
    await isKept(page)
    await page.context().setOffline(true)
    await page.clock.install({ time: Date.now() - HOUR_MS })
    await page.goto(`${webUrl}/timer`)
    await page.getByText(/No network\. The timer and breathing work/).waitFor()
    await page.getByLabel('minutes', { exact: true }).fill('1')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.clock.fastForward(75_000)
    await page.getByRole('heading', { name: 'You sat for 1 min.' }).waitFor()

    await breathe(page)
    await page.getByText('It waits for a network').waitFor()
    await page.getByRole('button', { name: 'Light' }).click()
    await looksRight(page, [TELEPHONE])
    await page.getByRole('button', { name: 'Another session' }).click()
    await page.getByText('2 sessions wait for a network').waitFor()
    await looksRight(page)
    expect(await storedSessions(ada)).toEqual([])

    await page.context().setOffline(false)
    await page.getByText('2 sessions wait for a network').waitFor({ state: 'detached' })
    const told = [
      { session_type: 'free_practice', pattern: 'box', completed: true, mood_after: 4 },
      { session_type: 'timer', pattern: 'none', completed: true, mood_after: null },
    ]
    await expect.poll(() => storedSessions(ada)).toMatchObject(told)
    await page.reload()
    await page.goto(`${webUrl}/progress`)
    await page.getByRole('link', { name: /Timer/ }).first().waitFor()
    expect(await storedSessions(ada)).toMatchObject(told)
  })

  test('other pages say that they need a network and what works without, and open once there is one', async ({
    page,
  }) => {
    await page.goto(`${webUrl}/timer`)
    await isKept(page)
    await page.context().setOffline(true)
    await page.goto(`${webUrl}/newsletter/preferences`)
    await page.getByRole('heading', { name: 'This page needs a network' }).waitFor()
    await looksRight(page)
    await page.getByRole('main').getByRole('link', { name: 'Timer' }).click()
    await page.getByRole('heading', { name: 'Timer' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'This page needs a network' }).waitFor()
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: 'This page needs a network' }).waitFor({ state: 'detached' })
  })

  test('what a member did in a tab that was closed is theirs: who signs in there next neither sees nor sends it', async ({
    page,
  }) => {
    const context = page.context()
    await signIn(page, webUrl, ada)
    await isKept(page)
    await context.setOffline(true)
    await page.clock.install({ time: Date.now() - HOUR_MS })
    await breathe(page)
    await page.close()
    await context.clearCookies()
    await context.setOffline(false)

    const shared = await context.newPage()
    await signIn(shared, webUrl, eve)
    await shared.goto(`${webUrl}/timer`)
    await shared.getByRole('button', { name: 'Even' }).waitFor()
    await shared.goto(`${webUrl}/meditate`)
    await shared.getByRole('button', { name: 'Begin' }).waitFor()
    expect(await shared.getByText('for a network').count()).toBe(0)
    expect([await storedSessions(ada), await storedSessions(eve)]).toEqual([[], []])
    await shared.getByRole('button', { name: /^Your account/ }).click()
    await shared.getByRole('button', { name: 'Sign out' }).click()

    await signIn(shared, webUrl, ada)
    await expect.poll(() => storedSessions(ada)).toHaveLength(1)
    await shared.reload()
    await shared.getByRole('link', { name: 'Progress' }).first().waitFor()
    expect([await storedSessions(ada), await storedSessions(eve)]).toMatchObject([[{ pattern: 'box' }], []])
  })

  test('a session that is left in its middle without a network counts as long as it lasted', async ({ page }) => {
    await signIn(page, webUrl, ada)
    await isKept(page)
    await page.context().setOffline(true)
    await page.clock.install({ time: Date.now() - HOUR_MS })
    await beginBreathing(page)
    await page.clock.fastForward(90_000)
    await page.goto(`${webUrl}/timer`)
    await page.getByText('One session waits for a network').waitFor()
    await page.context().setOffline(false)
    await expect.poll(() => storedSessions(ada)).toMatchObject([{ completed: false }])
    const [{ duration_seconds: seconds }] = (await storedSessions(ada)) as [{ duration_seconds: number }]
    expect(seconds).toBeGreaterThanOrEqual(90)
    expect(seconds).toBeLessThan(300)
  })

  test('a new version is offered where the old one is open, and loaded when its button is pressed', async ({
    page,
  }) => {
    await using server = await serveNewVersion(webUrl)
    await page.goto(`${server.url}/timer`)
    await isKept(page)
    await page.getByRole('heading', { name: 'Timer' }).waitFor()
    server.release()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await page.getByText('A new version is there.').waitFor()
    await looksRight(page)
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Reload' }).click()
    await loaded
    await page.getByRole('heading', { name: 'Timer' }).waitFor()
    expect(await page.locator(`script[src*="${NEWER_ENTRY}"]`).count()).toBe(1)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting)).toBeNull()
  })

  test.for([
    { width: 390, height: 844 },
    { width: 1280, height: 800 },
  ])(
    'Begin is in sight of the timer and of breathing without scrolling, at $width × $height',
    async (size, { page }) => {
      await page.setViewportSize(size)
      await signIn(page, webUrl, ada)
      for (const path of ['/timer', '/meditate']) {
        await page.goto(webUrl + path)
        const button = page.getByRole('button', { name: 'Begin' })
        await button.waitFor()
        await page.getByRole('contentinfo').waitFor({ state: 'attached' })
        expect(await button.evaluate(isInSight)).toBe(true)
        await looksRight(page, [size])
      }
    },
  )
})

interface Manifest {
  start_url: string
  display: string
  icons: { src: string; sizes: string; purpose: string }[]
  shortcuts: { name: string }[]
}

/** Resolves when all that works without a network is on the device. */
async function isKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

async function breathe(page: Page): Promise<void> {
  await beginBreathing(page)
  await page.clock.fastForward(301_000)
  await page.getByRole('heading', { name: 'You breathed for 5 min.' }).waitFor()
}

/** For five minutes. */
async function beginBreathing(page: Page): Promise<void> {
  await page.goto(`${webUrl}/meditate`)
  await page.getByText('Box', { exact: true }).click()
  await page.getByText('5 min', { exact: true }).click()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
}

function storedSessions({ email }: { email: string }) {
  const sql = `select session_type, pattern, duration_seconds, completed, mood_after from meditation_sessions
    where user_id = (select id from users where email = $1) order by session_type`
  return inDatabase(system, sql, [email])
}

/** In the window, and nothing lies upon it. */
function isInSight(element: Element): boolean {
  const { x, y, width, height, bottom } = element.getBoundingClientRect()
  const top = document.elementFromPoint(x + width / 2, y + height / 2)
  return y >= 0 && bottom <= window.innerHeight && element.contains(top)
}
