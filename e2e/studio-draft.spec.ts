import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { signedIn } from './client.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, accounts } = inject('system')

describe.skipIf(noBrowserBecause())('what was typed and not saved', () => {
  test('is there again after the session has ended, and after the page was loaded anew, until it is saved', async ({
    page,
  }) => {
    const id = await anItem()
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/content/${id}`)
    await page.getByLabel('Description').fill('Written for an hour')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel('Email').fill(accounts.admin.email)
    await page.getByLabel('Password', { exact: true }).fill(accounts.admin.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`**/studio/content/${id}`)
    await page.getByText('What you had not saved is here again.').waitFor()
    expect(await page.getByLabel('Description').inputValue()).toBe('Written for an hour')

    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('Not saved yet').waitFor()
    expect(await page.getByLabel('Description').inputValue()).toBe('Written for an hour')
    await save(page)
    await page.reload()
    await page.getByText('Everything is saved').waitFor()
    expect(await page.getByLabel('Description').inputValue()).toBe('Written for an hour')
  })

  test('is gone where it was discarded, where the page was left, and when its writer signs out', async ({ page }) => {
    const id = await anItem()
    await signIn(page, webUrl, accounts.admin)
    const description = page.getByLabel('Description')
    await page.goto(`${webUrl}/studio/content/${id}`)
    await description.fill('Discarded')
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.reload()
    expect(await description.inputValue()).toBe('')
    await description.fill('Left')
    await page.getByRole('link', { name: 'Items' }).first().click()
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await page.waitForURL(/\/studio\/content$/)
    await page.goto(`${webUrl}/studio/content/${id}`)
    expect(await description.inputValue()).toBe('')
    await description.fill('Signed out')
    for (const answer of ['Stay here', 'Leave']) {
      await page.getByRole('button', { name: /^Your account/ }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('button', { name: answer, exact: true }).click()
    }
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  test('is on top of what somebody else saved in other fields meanwhile', async ({ page }) => {
    const id = await anItem()
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/content/${id}`)
    await page.getByLabel('Description').fill('Mine')
    await change(id, { featured: true })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Somebody else has changed other fields meanwhile').waitFor()
    const admin = await signedIn(apiUrl, accounts.admin)
    const stored = await (await admin.get(`/api/studio/content/${id}`)).json()
    expect(stored).toMatchObject({ description: 'Mine', featured: true })
    expect(await page.getByLabel('Featured').isChecked()).toBe(true)
  })

  test('is compared with what somebody else wrote, who is named', async ({ page }) => {
    const id = await anItem()
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/content/${id}`)
    await page.getByLabel('Description').fill('Mine')
    await change(id, { description: 'Theirs', featured: true })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Somebody else was quicker' })
    await dialog.getByText(/^Saved by Ada Admin, /).waitFor()
    expect(await dialog.getByRole('group').count()).toBe(1)
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Go on with these' }).click()
    await save(page)
    expect(await page.getByLabel('Featured').isChecked()).toBe(true)
  })

  test('is not lost to a copy, nor to an older version, without a question', async ({ page }) => {
    const id = await anItem()
    await change(id, { description: 'As it was' })
    await change(id, { description: 'As it is' })
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/content/${id}`)
    const description = page.getByLabel('Description')
    await description.fill('Not saved')
    await page.getByText('Show the versions').click()
    const former = page.getByRole('listitem').filter({ hasText: 'As it was' })
    await former.getByRole('button', { name: /^Use this text/ }).click()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    expect(await description.inputValue()).toBe('Not saved')
    await page.getByRole('button', { name: 'Duplicate' }).click()
    await page.getByRole('button', { name: 'Save and duplicate' }).click()
    await page.waitForURL((url) => /\/studio\/content\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(id))
    await expect.poll(() => description.inputValue()).toBe('Not saved')
  })
})

async function anItem(): Promise<string> {
  const admin = await signedIn(apiUrl, accounts.admin)
  const made = await admin.post('/api/studio/content', { title: `Draft ${crypto.randomUUID().slice(0, 8)}` })
  return (await made.json()).id
}

/** As somebody else would, meanwhile. */
async function change(id: string, changes: object): Promise<void> {
  const admin = await signedIn(apiUrl, accounts.admin)
  const { version } = await (await admin.get(`/api/studio/content/${id}`)).json()
  expect((await admin.patch(`/api/studio/content/${id}`, { version, ...changes })).status).toBe(200)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Everything is saved').waitFor()
}
