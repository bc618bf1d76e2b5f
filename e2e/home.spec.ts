import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous, type Client } from './client.ts'
import { inDatabase } from './database.ts'
import { fits } from './fits.ts'
import { shiftsTooFar, watchLayoutShift } from './layout-shift.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')
/** The form in the footer comes later than what is above it. */
const LINE_PX = 30

describe.skipIf(noBrowserBecause())('the home page of a member', () => {
  test('shows a new one three small beginnings, on a telephone too, and nothing jumps', async ({ page }) => {
    const { account } = await newMember('nora')
    await signIn(page, webUrl, account)
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      await watchLayoutShift(page)
      await page.goto(webUrl)
      const steps = page.getByRole('region', { name: 'Three small beginnings' })
      await steps.getByRole('link', { name: 'Breathe for three minutes' }).waitFor()
      expect(await steps.getByRole('listitem').count()).toBe(3)
      expect(await steps.getByText('Done:').count()).toBe(0)
      await page.waitForLoadState('networkidle')
      expect(await shiftsTooFar(page)).toEqual([])
      expect(await violationsInBothSchemes(page)).toEqual([])
      await fits(page, [width])
    }
    await page.getByRole('link', { name: 'Breathe for three minutes' }).click()
    await page.getByRole('radio', { name: '3 min', checked: true }).waitFor({ state: 'attached' })
    await page.goBack()
    await page.getByRole('link', { name: 'Sit with the timer' }).click()
    await page.waitForURL(`${webUrl}/timer`)
  })

  test.for(['reloaded', 'opened by its address again'] as const)(
    'does not jump when it is %s at its foot, however late it fills',
    async (how, { page }) => {
      const { account } = await newMember('foot')
      await signIn(page, webUrl, account)
      await page.getByRole('heading', { name: 'Three small beginnings' }).waitFor()
      await watchLayoutShift(page)
      await page.waitForLoadState('networkidle')
      // The router keeps the place that it was told of by an event.
      await page.evaluate(() => {
        const { promise, resolve } = Promise.withResolvers<Event>()
        addEventListener('scroll', resolve, { once: true })
        scrollTo(0, document.documentElement.scrollHeight)
        return promise.then(() => undefined)
      })
      const before = await page.evaluate<number>('scrollY')
      const held = Promise.withResolvers<void>()
      await page.route('**/api/home?*', async (route) => {
        await held.promise
        await route.continue()
      })
      await (how === 'reloaded' ? page.reload() : page.goto(webUrl))
      await page.getByRole('contentinfo').waitFor()
      held.resolve()
      await page.getByRole('heading', { name: 'Three small beginnings' }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await shiftsTooFar(page)).toEqual([])
      expect(Math.abs((await page.evaluate<number>('scrollY')) - before)).toBeLessThan(LINE_PX)
    },
  )

  test('goes on where they stopped, suggests with a reason, shows no title twice, and forgets on every device', async ({
    page,
    window,
  }) => {
    const { account, client } = await newMember('hugo')
    await client.put(`/api/streaming/content/${content.free}/position`, { position_seconds: 10, sequence: 1 })
    const other = await page.context().browser()?.newContext(window)
    const second = await other?.newPage()
    if (!second) throw new Error('The page has no browser')

    await signIn(page, webUrl, account)
    await signIn(second, webUrl, account)
    // With it something opens that was not begun, whatever other tests have made.
    await inDatabase(system, "update users set subscription_tier = 'premium' where email = $1", [account.email])
    await page.goto(webUrl)
    await page.getByRole('link', { name: 'Go on', exact: true }).waitFor()
    const forNow = page.getByRole('region', { name: 'For now' })
    const link = forNow.getByRole('listitem').getByRole('link').first()
    const href = await link.getAttribute('href')
    const suggestionOn = (shown: Page) =>
      shown
        .getByRole('region', { name: 'For now' })
        .getByRole('listitem')
        .filter({ has: shown.locator(`a[href="${href}"]`) })
    const suggested = suggestionOn(page).getByRole('button', { name: /^Do not suggest/ })
    expect(await forNow.getByText(/^(New here|For the|Put forward)/).count()).toBeGreaterThan(0)
    const links = await titlesOn(page)
    expect(links.length).toBe(new Set(links).size)
    expect(links).toContain(`/content/${content.free}`)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await Promise.all([answered(page, '/api/home/dismissed/'), suggested.click()])
    await Promise.all([
      answered(page, '/api/home/dismissed/'),
      page.getByRole('status').getByRole('button', { name: 'Undo' }).click(),
    ])
    await Promise.all([answered(page, '/api/home/dismissed/'), suggested.click()])

    await second.goto(webUrl)
    await second.getByRole('link', { name: 'Go on', exact: true }).waitFor()
    expect(await suggestionOn(second).count()).toBe(0)
    await Promise.all([
      answered(second, '/api/streaming/continue/'),
      second.getByRole('button', { name: 'Not this one' }).click(),
    ])
    await page.goto(webUrl)
    await page.getByRole('link', { name: 'Open the library' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('link', { name: 'Go on', exact: true }).count()).toBe(0)
    await other?.close()
  })

  test('keeps a heart that is put on a card, and forgets a whole history', async ({ page }) => {
    const { account, client } = await newMember('hana')
    await client.put(`/api/streaming/content/${content.free}/position`, { position_seconds: 10, sequence: 1 })
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/browse`)
    const heart = page.getByRole('button', { name: `Favourite: ${FREE_FILM.title}` })
    await Promise.all([answered(page, '/api/favourites/'), heart.click()])
    expect(await heart.getAttribute('aria-pressed')).toBe('true')
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.goto(`${webUrl}/yours`)
    const favourites = page.getByRole('region', { name: 'Favourites' })
    await favourites.getByRole('link', { name: FREE_FILM.title }).waitFor()
    await favourites.getByRole('button', { name: `Favourite: ${FREE_FILM.title}` }).press('Enter')
    await favourites.getByText('A heart on a session keeps it here.').waitFor()
    await page.getByRole('button', { name: 'Clear all of the history' }).click()
    await Promise.all([answered(page, '/whole-history'), page.getByRole('button', { name: 'Forget it' }).click()])
    await page.getByText('What you play stands here').waitFor()
  })
})

async function newMember(name: string): Promise<{ account: { email: string; password: string }; client: Client }> {
  const account = { email: `${name}.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
  const client = anonymous(apiUrl)
  const registered = await client.post('/auth/register', { ...account, full_name: `${name} Home` })
  expect(registered.ok).toBe(true)
  return { account, client }
}

function answered(page: Page, path: string) {
  return page.waitForResponse((response) => response.url().includes(path) && response.status() === 204)
}

/** Where the titles of the page lead, each link that is seen as one. */
function titlesOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main article h3 a, main a:has(strong)')].map(
      (link) => link.getAttribute('href') ?? '',
    ),
  )
}
