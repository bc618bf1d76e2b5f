import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { CHROME, launchBrowser, noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { fits } from './fits.ts'
import { shiftsTooFar, watchLayoutShift } from './layout-shift.ts'
import { playsFor, signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl, accounts } = system
const content = inject('content')
const PASSWORD = 'Amber-Harbour-71!'

describe.skipIf(noBrowserBecause())('the studio', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  async function opened(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      userAgent: CHROME,
      ...options,
    })
    return context.newPage()
  }

  test('shows a creator what was just played: how much, how far, from where, beside the days before, and as a file', async () => {
    const page = await opened()
    await signIn(page, webUrl, await register('content_creator'))
    const row = page.getByRole('row').filter({ hasText: FREE_FILM.title })
    const main = page.getByRole('main')
    await viewsOfOthers(6)
    const before = await viewsInDatabase()

    await page.goto(`${webUrl}/content/${content.free}?from=newsletter`)
    await playsFor(page, 4)
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('link', { name: 'Studio' }).click()
    await page.getByRole('link', { name: 'What is watched' }).click()
    await page.waitForURL('**/studio/insights')
    await expect.poll(viewsInDatabase).toBeGreaterThan(before)
    expect(await sourcesInDatabase()).toContain('newsletter')
    await page.reload()
    await row.waitFor()
    expect(Number(await row.getByRole('cell').first().textContent())).toBeGreaterThan(before)

    await page.getByRole('combobox', { name: 'Compare' }).selectOption('none')
    await page.waitForURL('**compare=none')
    await page.getByText('7 days', { exact: true }).click()
    await page.waitForURL('**days=7**')
    expect(await row.getByRole('columnheader').count()).toBe(0)
    const chart = page.getByRole('application', { name: /^Views by day/ })
    await chart.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => main.getByRole('status').allTextContents())
      .toContainEqual(expect.stringMatching(/^\d+[A-Z]/))

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as CSV' }).click()
    const csv = await readFile(await (await downloading).path(), 'utf8')
    expect(csv).toContain(FREE_FILM.title)

    await row.getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: FREE_FILM.title }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link').allTextContents()).toEqual([
      'Studio',
      'What is watched',
    ])
    const retention = page.getByRole('region', { name: 'How far they come' })
    await retention.getByText('As a table').click()
    const cells = await retention
      .getByRole('table', { name: 'How many are still there' })
      .getByRole('row')
      .allTextContents()
    expect(cells.slice(0, 2)).toEqual(['AtStill there', expect.stringMatching(/^0:00\d+ %$/)])
    await page.getByRole('link', { name: 'Practice', exact: true }).click()
    await page.waitForURL('**/studio/practice?days=7**')
    await page.context().close()
  })

  test('opens to nobody without a permission, and to each only what theirs opens', async () => {
    const page = await opened({ viewport: { width: 768, height: 1024 } })
    await signIn(page, webUrl, await register('free_user'))
    await page.getByRole('button', { name: /^Your account/ }).click()
    expect(await page.getByRole('link', { name: 'Studio' }).count()).toBe(0)
    await page.goto(`${webUrl}/studio/insights`)
    await page.getByRole('heading', { name: 'This is for those who make the library' }).waitFor()
    await page.context().close()

    const creator = await opened({ viewport: { width: 768, height: 1024 } })
    await signIn(creator, webUrl, await register('content_creator'))
    await creator.goto(`${webUrl}/studio/newsletter`)
    await creator.getByRole('heading', { name: 'This is for those who make the library' }).waitFor()
    await creator.getByRole('button', { name: 'Studio', exact: true }).press('Enter')
    const menu = creator.getByRole('navigation', { name: 'Studio', exact: true })
    const names = await menu.getByRole('link').allTextContents()
    expect(names).toEqual(expect.arrayContaining(['Items', 'What is watched', 'Who comes back', 'Practice']))
    for (const name of ['Newsletter', 'Members']) expect(names).not.toContain(name)
    for (const _ of names.slice(0, names.indexOf('Who comes back') + 1)) await creator.keyboard.press('Tab')
    await creator.keyboard.press('Enter')
    await creator.waitForURL('**/studio/returning')
    expect(await menu.getByRole('link').count(), 'the menu has closed').toBe(0)
    await creator.context().close()
  })

  test('has pages in which axe finds nothing, in both schemes; nothing jumps, and all of it fits a tablet and a telephone', async () => {
    const context: BrowserContext = (await opened()).context()
    // What is followed is never idle.
    await context.route('**/api/studio/events', (route) => route.abort())
    const first = await context.newPage()
    await signIn(first, webUrl, accounts.admin)
    for (const path of [
      '/studio/content',
      '/studio/uploads',
      '/studio/jobs',
      '/studio/insights',
      `/studio/insights/${content.free}`,
      '/studio/returning',
      '/studio/practice',
      '/studio/newsletter',
    ]) {
      const page = await context.newPage()
      await watchLayoutShift(page)
      await page.goto(webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await shiftsTooFar(page), path).toEqual([])
      expect(await violationsInBothSchemes(page), path).toEqual([])
      await fits(page)
      await page.close()
    }
    await context.close()
  })
})

async function register(role: 'free_user' | 'content_creator'): Promise<{ email: string; password: string }> {
  const account = { email: `${role}.${randomUUID()}@example.com`, password: PASSWORD }
  const client = anonymous(apiUrl)
  expect((await client.post('/auth/register', { ...account, full_name: 'Stella Studio' })).ok).toBe(true)
  await inDatabase(system, 'update users set role = $2 where email = $1', [account.email, role])
  return account
}

/** Whose programs differ, so that they are people apart: fewer than five are not told of. */
async function viewsOfOthers(people: number): Promise<void> {
  for (let person = 0; person < people; person++) {
    const response = await fetch(`${apiUrl}/api/analytics/track/view`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': `${CHROME} Person/${person}.${randomUUID()}` },
      body: JSON.stringify({
        content_id: content.free,
        watch_duration: FREE_FILM.seconds,
        source: 'home',
        positions: [0, 1, ...(person % 2 ? [2] : [])],
      }),
    })
    expect(await response.json()).toMatchObject({ counted: true })
  }
}

async function viewsInDatabase(): Promise<number> {
  const [row] = await inDatabase<{ views: number }>(
    system,
    'select views::integer as views from view_totals where content_id = $1',
    [content.free],
  )
  return row?.views ?? 0
}

async function sourcesInDatabase(): Promise<string[]> {
  const rows = await inDatabase<{ value: string }>(
    system,
    "select value from view_day_facets where content_id = $1 and facet = 'source'",
    [content.free],
  )
  return rows.map(({ value }) => value)
}
