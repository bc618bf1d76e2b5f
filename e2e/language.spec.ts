import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { fits } from './fits.ts'
import { shiftsTooFar, watchLayoutShift } from './layout-shift.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, accounts } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('the language of the pages', () => {
  test('is chosen by a member once, and is theirs after a reload and on another device', async ({ page, window }) => {
    const account = { email: `greta.${randomUUID()}@example.com`, password: 'SecurePass123!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Greta' })).ok).toBe(true)
    await signIn(page, webUrl, account)
    await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).click()
    await speaks(page, 'de')
    await page.reload()
    await speaks(page, 'de')
    await page.getByRole('heading', { name: 'Drei kleine Anfänge' }).waitFor()

    for (const [path, words] of [
      ['/', 'Drei kleine Anfänge'],
      [`/content/${content.free}`, 'Länge'],
      ['/meditate', 'Wie möchtest du atmen?'],
      ['/timer', 'Zeit zum Ankommen'],
      ['/yours', 'Favoriten'],
      ['/profile', 'Dein Tarif'],
      ['/downloads', 'Auf diesem Gerät'],
      ['/circle', 'Gemeinsam atmen'],
    ] as const) {
      await page.setViewportSize(DESK)
      await watchLayoutShift(page)
      await page.goto(`${webUrl}${path}`)
      await page.getByText(words, { exact: true }).first().waitFor()
      await speaks(page, 'de')
      // axe scrolls: what comes below meanwhile would count.
      await page.waitForLoadState('networkidle')
      expect(await shiftsTooFar(page), path).toEqual([])
      expect([path, await violationsInBothSchemes(page)]).toEqual([path, []])
      await fits(page)
    }
    await page.setViewportSize(DESK)

    const other = await page.context().browser()?.newContext(window)
    const second = await other?.newPage()
    if (!second) throw new Error('The page has no browser')
    await signIn(second, webUrl, account)
    await speaks(second, 'de')
    await second.goto(`${webUrl}/profile`)
    await second.locator('#language').getByText('English', { exact: true }).click()
    await speaks(second, 'en')
    await other?.close()

    await page.reload()
    await speaks(page, 'en')
  })

  test.for([
    {
      part: 'items',
      paths: [
        ['/studio', 'Heute'],
        ['/studio/content', 'Neuer Titel'],
        [`/studio/content/${content.free}`, 'Was es ist'],
        ['/studio/uploads', 'Deine Dateien'],
        ['/studio/jobs', 'Konvertierungen'],
      ],
    },
    {
      part: 'shelves',
      paths: [
        ['/studio/categories', 'Neue Kategorie'],
        ['/studio/series', 'Neue Reihe'],
        ['/studio/experts', 'Neue Lehrperson'],
        ['/studio/patterns', 'Neues Atemmuster'],
      ],
    },
    {
      part: 'figures',
      paths: [
        ['/studio/insights', 'Was angesehen wird'],
        [`/studio/insights/${content.free}`, 'Seine Seite in der Bibliothek'],
        ['/studio/returning', 'Wer wiederkommt'],
        ['/studio/practice', 'Übung'],
      ],
    },
    {
      part: 'people and the house',
      paths: [
        ['/studio/members', 'Mitglieder'],
        ['/studio/newsletter', 'Kampagne schreiben'],
        ['/studio/audit', 'Ist das Protokoll unversehrt?'],
        ['/studio/system', 'Setze ENVIRONMENT=production, wo Fremde hinkommen.'],
      ],
    },
  ] as const)('is spoken by the studio, too, and fits: $part', async ({ paths }, { browser, page: english }) => {
    await signIn(english, webUrl, accounts.admin)
    const { page, context } = await inGerman(browser, english)
    for (const [path, words] of paths) {
      await page.setViewportSize(DESK)
      await watchLayoutShift(page)
      await page.goto(`${webUrl}${path}`)
      await page.getByText(words, { exact: true }).first().waitFor()
      await page.locator('html[lang="de"][dir="ltr"]').waitFor({ state: 'attached' })
      // axe scrolls: what comes below meanwhile would count.
      await page.waitForLoadState('networkidle')
      expect(await shiftsTooFar(page), path).toEqual([])
      expect([path, await violationsInBothSchemes(page)]).toEqual([path, []])
      await fits(page)
    }
    await context.close()
  })

  test('is that of the player’s own controls', async ({ browser, page: english }) => {
    await signIn(english, webUrl, accounts.premium)
    const { page, context } = await inGerman(browser, english)
    await page.goto(`${webUrl}/content/${content.free}`)
    await page.getByRole('button', { name: 'Abspielen' }).first().click()
    for (const control of ['media-play-button[aria-label="pause"]', 'media-mute-button[aria-label="stumm schalten"]'])
      await page.locator(control).first().waitFor({ state: 'attached' })
    await context.close()
  })

  test('is the browser’s to a visitor, who chooses another one for this device alone', async ({ browser, window }) => {
    const context = await browser.newContext({ ...window, locale: 'de-AT', serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.goto(webUrl)
    await speaks(page, 'de')
    await page.getByRole('heading', { name: 'Komm zurück zu deinem Atem.' }).waitFor()
    await page.goto(`${webUrl}/sign-in`)
    await page.getByLabel('E-Mail').fill('nobody@example.com')
    await page.getByLabel('Passwort', { exact: true }).fill('not this one')
    await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
    await page.getByText('E-Mail-Adresse oder Passwort stimmt nicht.').waitFor()
    await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click()
    await speaks(page, 'en')
    await page.goto(webUrl)
    await speaks(page, 'en')
    await context.close()
  })
})

const DESK = { width: 1280, height: 900 }

/** Another window of whoever is signed in here, who has chosen no language, in a browser that prefers German. */
async function inGerman(browser: Browser, signedIn: Page) {
  const storageState = await signedIn.context().storageState()
  const context = await browser.newContext({
    ...{ viewport: DESK, reducedMotion: 'reduce', serviceWorkers: 'block' },
    ...{ locale: 'de-AT', storageState },
  })
  return { context, page: await context.newPage() }
}

const NAVIGATION = { de: ['Start', 'Bibliothek', 'Meditieren'], en: ['Home', 'Library', 'Meditate'] }

/** The page says which language it is in, and its ways are named in it. */
async function speaks(page: Page, language: 'de' | 'en'): Promise<void> {
  await page.locator(`html[lang="${language}"][dir="ltr"]`).waitFor({ state: 'attached' })
  const ways = page.getByRole('navigation', { name: language === 'de' ? 'Hauptmenü' : 'Main', exact: true })
  for (const name of NAVIGATION[language]) await ways.getByRole('link', { name, exact: true }).waitFor()
}
