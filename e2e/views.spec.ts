import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { CHROME, noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { test } from './page-test.ts'
import { playsFor, signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')

describe.skipIf(noBrowserBecause())('what a member plays', () => {
  test('counts once, though the API was away when it was reported, and not at all when they do not want it', async ({
    page: first,
    window,
  }) => {
    const account = { email: `vera.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    const views = () => viewsBy(account.email)
    const client = anonymous(apiUrl)
    expect((await client.post('/auth/register', { ...account, full_name: 'Vera Views' })).ok).toBe(true)
    const context = await first
      .context()
      .browser()
      ?.newContext({ ...window, userAgent: CHROME })
    const page = await context?.newPage()
    if (!page) throw new Error('The page has no browser')
    await signIn(page, webUrl, account)
    const reports = { lost: 0, answered: 0 }
    page.on('response', (response) => {
      if (response.url().endsWith('/track/view')) reports.answered += 1
    })
    await page.route('**/api/analytics/track/view', (route) => {
      reports.lost += 1
      return route.abort()
    })

    await page.goto(`${webUrl}/browse`)
    await page.getByRole('link', { name: FREE_FILM.title }).first().click()
    await playsFor(page, 4)
    await expect.poll(() => reports.lost).toBeGreaterThan(0)
    expect(await views()).toBe(0)
    await page.unroute('**/api/analytics/track/view')
    await page.reload()
    await expect.poll(views, { timeout: 10_000 }).toBe(1)
    const answered = reports.answered
    await playsFor(page, 4)
    await expect.poll(() => reports.answered).toBeGreaterThan(answered)
    expect(await views()).toBe(1)

    // The film goes on in its small window while the member says no.
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('link', { name: 'Profile' }).click()
    await page.waitForURL('**/profile')
    const counting = page.getByRole('switch', { name: 'Count what I play' })
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/auth/profile') && response.ok()),
      counting.click(),
    ])
    expect(await violations(page)).toEqual([])
    const told: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/track/view')) told.push(request.url())
    })
    const film = page.locator('video')
    await film.evaluate((video: HTMLVideoElement) => video.pause())
    await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.paused)).toBe(true)
    await page.goto(`${webUrl}/content/${content.free}`)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('bliss.views')))).toEqual(
      [],
    )
    await playsFor(page, 4)
    await page.goto(`${webUrl}/profile`)
    expect(await counting.isChecked()).toBe(false)
    expect(told).toEqual([])
    expect(await views()).toBe(1)
    await context?.close()
  })
})

/** Of this member alone: others play the film at the same time. */
async function viewsBy(email: string): Promise<number> {
  const [row] = await inDatabase<{ views: number }>(
    system,
    'select count(*)::integer as views from video_analytics where user_id = (select id from users where email = $1)',
    [email],
  )
  return row?.views ?? 0
}
