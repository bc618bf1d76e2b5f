import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { signedIn } from './client.ts'
import { test } from './page-test.ts'

const { apiUrl, webUrl } = inject('system')

describe.skipIf(noBrowserBecause())('the devices of a member', () => {
  test('are listed, and one that is signed out is out', async ({ page }) => {
    const account = { email: `dora.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    await page.goto(`${webUrl}/sign-up?return=/profile`)
    await page.getByLabel('Your name').fill('Dora Devices')
    await page.getByLabel('Email').fill(account.email)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Join' }).click()
    await page.waitForURL(`${webUrl}/profile`)
    await page.getByText('You are signed in nowhere else.').waitFor()

    const other = await signedIn(apiUrl, account)
    await page.reload()
    const list = page.getByRole('list', { name: 'Devices' })
    await list.getByText('This device', { exact: true }).waitFor()
    await list.getByRole('button', { name: /^Sign out Unknown device, last used just now/ }).click()
    await page.getByRole('button', { name: 'Yes, sign it out' }).click()

    await page.getByText('You are signed in nowhere else.').waitFor()
    expect(await list.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(async () => (await other.get('/auth/me')).status).toBe(401)
  })
})
