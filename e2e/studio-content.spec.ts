import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous, signedIn } from './client.ts'
import { inDatabase } from './database.ts'
import { makeFilm, makeSound } from './media.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl, accounts } = system

describe.skipIf(noBrowserBecause())('an item of the studio', () => {
  test('is written and published by an administrator; a free member sees it locked, another creator not at all', async ({
    page,
  }) => {
    const title = `Still water ${Date.now()}`
    await signIn(page, webUrl, accounts.admin)
    const id = await makeItem(page)
    await titleOf(page).fill(title)
    await page.getByLabel('Description').fill('By the *water*.\n\n- sit\n- listen')
    await page.getByLabel('Tags').fill('sleep, no voice,')
    await page.getByLabel('Plan', { exact: true }).selectOption('premium')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Everything is saved').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
    expect(await violations(page)).toEqual([])

    const language = page.getByLabel('Language', { exact: true })
    await language.fill('qqqq1')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Must be a language').waitFor()
    await expect.poll(() => language.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Discard' }).click()

    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('This item has no media that can be played.').waitFor()
    await makePlayable(id)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('link', { name: 'Open its page' }).waitFor()
    const slug = title.toLowerCase().replaceAll(' ', '-')
    await page.getByText(`/content/${slug}`).waitFor()
    await page.goto(`${webUrl}/content/${slug}`)
    await page.waitForURL(`**/content/${id}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.goto(`${webUrl}/content/${slug}-gone`)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()

    const free = await signedIn(apiUrl, accounts.free)
    await expect.poll(async () => (await free.get(`/content/detail/${id}`)).status).toBe(200)
    expect(await (await free.get(`/content/detail/${id}`)).json()).toMatchObject({
      title,
      locked: true,
      description: 'By the water.\n\n– sit\n– listen',
    })
    const creator = await aCreator()
    expect((await creator.get(`/api/studio/content/${id}`)).status).toBe(404)
    expect((await creator.put(`/api/studio/content/${id}/status`, { status: 'draft' })).status).toBe(404)

    await page.goto(`${webUrl}/studio/content?q=still+water`)
    await page.getByRole('link', { name: title }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Title' }).click()
    await page.waitForURL(/sort=title/)
    await page.getByLabel(`Choose ${title}`).check()
    await page.getByLabel('Set plan').press('ArrowDown')
    await page.getByLabel('Set plan').selectOption('')
    await page.getByLabel('Set status').selectOption('archived')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Done for 1 item.').waitFor()

    const empty = await (
      await (await signedIn(apiUrl, accounts.admin)).post('/api/studio/content', { title: `${title} 2` })
    ).json()
    await page.reload()
    await page.getByLabel('Choose all on this page').check()
    await page.getByLabel('Set status').selectOption('unlisted')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Done for 1 item. Not for 1.').waitFor()
    await page
      .getByRole('alert')
      .filter({ hasText: `${empty.title}: This item has no media` })
      .waitFor()
    expect(await page.getByLabel(`Choose ${empty.title}`).isChecked()).toBe(true)
    expect(await page.getByLabel(`Choose ${title}`, { exact: true }).isChecked()).toBe(false)
    expect(await violations(page)).toEqual([])
    await page.getByLabel(`Choose ${empty.title}`).uncheck()
    await page.getByRole('alert').filter({ hasText: empty.title }).waitFor({ state: 'detached' })
    await page.getByLabel(`Choose ${title}`, { exact: true }).check()
    await page.getByLabel('Set status').selectOption('archived')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(async () => (await free.get(`/content/detail/${id}`)).status).toBe(404)
    const admin = await signedIn(apiUrl, accounts.admin)
    expect(await (await admin.get(`/api/studio/content/${id}`)).json()).toMatchObject({ access_tier: 'premium' })
  })

  test('is published when its time has come', async ({ page }) => {
    await signIn(page, webUrl, accounts.admin)
    const id = await makeItem(page)
    await makePlayable(id)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
    await page.getByLabel('Publish at').fill(tomorrow)
    await page.getByRole('button', { name: 'Schedule' }).click()
    await page.getByText('Scheduled', { exact: true }).waitFor()
    expect((await anonymous(apiUrl).get(`/content/detail/${id}`)).status).toBe(404)
    await inDatabase(system, 'update content set publish_at = now() where id = $1', [id])
    await expect
      .poll(async () => (await anonymous(apiUrl).get(`/content/detail/${id}`)).status, { timeout: 10_000 })
      .toBe(200)
  })

  test('plays in the studio as a draft; members hear the sound that is added to it, until it is removed, and again when it is brought back', async ({
    page,
  }) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'better-and-bliss-content-'))
    const [film, voice] = [join(folder.path, 'still-water.mp4'), join(folder.path, 'voix-douce.wav')]
    await Promise.all([
      makeFilm(film, { seconds: 20, size: '192x108' }),
      makeSound(voice, { seconds: 20 }),
      signIn(page, webUrl, accounts.admin),
    ])
    const id = await makeItem(page)
    await give(page, 'Upload media', film)
    await page.getByText('Plays in', { exact: true }).waitFor({ timeout: CONVERTED_MS })
    await page.getByRole('button', { name: 'Play it here' }).click()
    await plays(page)

    await page.getByLabel('Language of captions or sound').fill('fr')
    await page.getByLabel('Name of the sound').fill('Voix douce')
    await give(page, 'Sound', voice)
    const sounds = page.getByRole('term').filter({ hasText: /^Sound$/ })
    await sounds.waitFor({ timeout: CONVERTED_MS })
    const remove = page.getByRole('button', { name: 'Remove: the sound, Voix douce' })
    await remove.waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Play it here' }).click()
    // The field of the item's own language has the same name, and is an input.
    await page.locator('select').and(page.getByLabel('Language')).selectOption('Voix douce')
    await plays(page)
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('link', { name: 'Open its page' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).first().click()
    await plays(page)
    await page.locator('media-controller').hover()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: /^Language/ }).click()
    await page.getByRole('radio', { name: 'Voix douce' }).check()
    await plays(page)

    await page.goto(`${webUrl}/studio/content/${id}`)
    await remove.click()
    await page.getByRole('button', { name: 'Yes, remove it' }).click()
    await sounds.waitFor({ state: 'detached', timeout: CONVERTED_MS })
    await page.getByRole('button', { name: /^Bring back: the sound, Voix douce/ }).click()
    await remove.waitFor()
    await sounds.waitFor({ timeout: CONVERTED_MS })
  }, 420_000)

  test('that two people change shows both to the second, who chooses', async ({ page: first, window }) => {
    const admin = await signedIn(apiUrl, accounts.admin)
    for (const name of ['Rivers', 'Lakes']) await admin.post('/api/studio/categories', { name })
    await signIn(first, webUrl, accounts.admin)
    const id = await makeItem(first)
    const context = await first.context().browser()?.newContext(window)
    const second = await context?.newPage()
    if (!second) throw new Error('The page has no browser')
    await signIn(second, webUrl, accounts.admin)
    await second.goto(`${webUrl}/studio/content/${id}`)
    await second.getByLabel('Category').selectOption({ label: 'Rivers' })
    await titleOf(second).fill('Second title')
    await titleOf(first).fill('First title')
    await first.getByLabel('Category').selectOption({ label: 'Lakes' })
    await first.getByRole('button', { name: 'Save' }).click()
    await first.getByText('Everything is saved').waitFor()

    await second.getByRole('button', { name: 'Save' }).click()
    const dialog = second.getByRole('dialog', { name: 'Somebody else was quicker' })
    await dialog.getByText('First title').waitFor()
    expect(await dialog.getByRole('group', { name: 'Category' }).textContent()).toBe('CategoryYoursRiversTheirsLakes')
    expect(await violations(second)).toEqual([])
    await dialog.getByRole('group', { name: 'Category' }).getByLabel('Theirs').check()
    await dialog.getByRole('button', { name: 'Go on with these' }).click()
    expect(await titleOf(second).inputValue()).toBe('Second title')
    await second
      .getByRole('combobox', { name: 'Category' })
      .getByRole('option', { name: 'Lakes', selected: true })
      .waitFor({ state: 'attached' })

    await second.getByRole('link', { name: 'Items' }).first().click()
    await second.getByRole('button', { name: 'Stay here' }).click()
    await second.getByRole('button', { name: 'Save' }).click()
    await second.getByText('Everything is saved').waitFor()
    await second.getByText('Show the versions').click()
    await second.getByText('First title').waitFor()
    await context?.close()
  })
})

/** Of a small film, on a machine that does other things. */
const CONVERTED_MS = 90_000

async function give(page: Page, button: string, file: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button, exact: true }).click()
  await (await choosing).setFiles(file)
}

/** By the button of the list. @returns its id. */
async function makeItem(page: Page): Promise<string> {
  await page.goto(`${webUrl}/studio/content`)
  await page.getByRole('button', { name: 'New item' }).first().click()
  await page.waitForURL(/\/studio\/content\/[0-9a-f-]{36}/)
  await titleOf(page).waitFor()
  return page.url().slice(-36)
}

const titleOf = (page: Page) => page.getByRole('textbox', { name: 'Title' })

/** As if it had been converted. There are no media of it: it is of a plan, so that no other test comes to play it. */
async function makePlayable(id: string): Promise<void> {
  const sql = `update content set is_hls_ready = true, hls_conversion_status = 'completed', access_tier = 'premium' where id = $1`
  await inDatabase(system, sql, [id])
}

async function aCreator() {
  const account = { email: `cora.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
  const client = anonymous(apiUrl)
  expect((await client.post('/auth/register', { ...account, full_name: 'Cora Creates' })).ok).toBe(true)
  await inDatabase(system, `update users set role = 'content_creator' where email = $1`, [account.email])
  return signedIn(apiUrl, account)
}
