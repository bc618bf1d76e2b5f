import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { test } from './page-test.ts'
import { playsFor, signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'

const { apiUrl, webUrl } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('what is a member’s own', () => {
  test('is the same on another device: a heart, and what was played; both are taken back by one press', async ({
    page,
    window,
  }) => {
    const account = { email: `fay.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    const registered = await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Fay Favourites' })
    expect(registered.ok).toBe(true)
    const other = await page.context().browser()?.newContext(window)
    const second = await other?.newPage()
    if (!second) throw new Error('The page has no browser')

    await signIn(page, webUrl, account)
    await page.getByRole('link', { name: 'Yours' }).first().click()
    await page.getByText('A heart on a session keeps it here.').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.goto(`${webUrl}/content/${content.free}`)
    const heart = page.getByRole('button', { name: `Favourite: ${FREE_FILM.title}` })
    await Promise.all([
      page.waitForResponse((response) => response.url().includes('/api/favourites/') && response.status() === 204),
      heart.click(),
    ])
    expect(await heart.getAttribute('aria-pressed')).toBe('true')
    await playsFor(page, 5)
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/position') && response.request().method() === 'PUT'),
      page.keyboard.press('k'),
    ])

    await signIn(second, webUrl, account)
    await second.goto(`${webUrl}/yours`)
    const favourites = second.getByRole('region', { name: 'Favourites' })
    await favourites.getByRole('link', { name: FREE_FILM.title }).waitFor()
    const history = second.getByRole('region', { name: 'History' })
    await history.getByRole('link', { name: FREE_FILM.title }).waitFor()
    expect(await violationsInBothSchemes(second)).toEqual([])

    await history.getByRole('button', { name: /^Forget that you played/ }).click()
    await history.getByText('What you play stands here').waitFor()
    const main = second.getByRole('main')
    await expect.poll(() => main.evaluate((element) => element === document.activeElement)).toBe(true)
    await favourites.getByRole('link', { name: FREE_FILM.title }).click()
    const same = second.getByRole('button', { name: `Favourite: ${FREE_FILM.title}` })
    await expect.poll(() => same.getAttribute('aria-pressed')).toBe('true')
    await same.click()
    await second.getByRole('link', { name: 'Yours' }).first().click()
    await second.getByText('A heart on a session keeps it here.').waitFor()
    await other?.close()
  })
})
