import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { signedIn } from './client.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, accounts } = inject('system')

describe.skipIf(noBrowserBecause())('the devices of a member', () => {
  test('are listed, and one that is signed out is out', async ({ page }) => {
    const other = await signedIn(apiUrl, accounts.admin)
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/profile#devices`)
    const list = page.getByRole('list', { name: 'Devices' })
    await list.getByText('This device').waitFor()
    const before = await list.getByRole('listitem').count()

    await list.getByRole('button', { name: /^Sign out Node/ }).first().click()
    await page.getByRole('button', { name: 'Yes, sign it out' }).click()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(before - 1)
    expect(await list.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(async () => (await other.get('/auth/me')).status, { timeout: 5_000 }).toBe(401)
  })
})
