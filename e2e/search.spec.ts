import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'
import { FREE_FILM, PREMIUM_FILM } from './standalone.setup.ts'

const { webUrl } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('somebody who searches', () => {
  test('finds by misspelled words, and is told what was looked for', async ({ page }) => {
    await page.goto(`${webUrl}/browse?q=wvaes%20down`)
    await page.getByText('for “waves dawn”').waitFor()
    expect(await cards(page)).toContain(FREE_FILM.title)
  })

  test('sees which words were read as filters, and takes one away by a click', async ({ page }) => {
    await page.goto(`${webUrl}/browse?q=${encodeURIComponent('Mira Holm, under 5 minutes, free')}`)
    await page.getByRole('link', { name: 'Up to 5 min' }).waitFor()
    await expect.poll(() => cards(page)).toContain(FREE_FILM.title)
    expect(await cards(page)).not.toContain(PREMIUM_FILM.title)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('link', { name: 'Free plan' }).click()
    await expect.poll(() => cards(page)).toEqual(expect.arrayContaining([PREMIUM_FILM.title, FREE_FILM.title]))
    expect(new URL(page.url()).searchParams.get('q')).toBe('Mira Holm, under 5 minutes')
  })

  test('gets suggestions while typing, and opens one by the keys alone', async ({ page }) => {
    await page.goto(webUrl)
    const field = page.getByRole('combobox', { name: 'Search the library' })
    await field.pressSequentially('wav')
    await page.getByRole('option', { name: FREE_FILM.title }).waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    await page.getByRole('search').getByRole('status').getByText('1 suggestion').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await field.press('ArrowDown')
    const active = await field.getAttribute('aria-activedescendant')
    expect(await page.getByRole('option', { name: FREE_FILM.title }).getAttribute('id')).toBe(active)
    await field.press('Enter')
    await page.waitForURL(`**/content/${content.free}`)
    expect(await field.inputValue()).toBe('')
  })

  test('is asked whether another word was meant, and may leave the list without choosing', async ({ page }) => {
    await page.goto(`${webUrl}/browse`)
    const field = page.getByRole('combobox', { name: 'Search the library' })
    await field.pressSequentially('wvaes')
    const meant = page.getByRole('option', { name: 'waves Did you mean' })
    await meant.waitFor()
    await field.press('Escape')
    await meant.waitFor({ state: 'hidden' })
    expect(await field.inputValue()).toBe('wvaes')
    await field.press('ArrowDown')
    await meant.click()
    await page.waitForURL((url) => url.searchParams.get('q') === 'waves')
  })

  test('opens a teacher from what was suggested', async ({ page }) => {
    await page.goto(webUrl)
    await page.getByRole('combobox', { name: 'Search the library' }).pressSequentially('mira h')
    await page.getByRole('option', { name: 'Mira Holm Teacher' }).click()
    await page.getByRole('heading', { name: 'Mira Holm', level: 1 }).waitFor()
  })
})

function cards(page: Page): Promise<string[]> {
  return page.getByRole('main').getByRole('listitem').getByRole('heading').allTextContents()
}
