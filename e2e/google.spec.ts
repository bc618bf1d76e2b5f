import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { webUrl, accounts } = inject('system')

describe.skipIf(noBrowserBecause())('signing in with Google, for which the stand-in stands', () => {
  test('makes a member of somebody new, and leads where they wanted to go', async ({ page }) => {
    await page.goto(`${webUrl}/profile`)
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    expect(await page.getByRole('note').textContent()).toContain('This is not Google.')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    await page.getByLabel('Email').fill(`gwen.${Date.now()}@gmail.example`)
    await page.getByLabel('Name').fill('Gwen Guest')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(`${webUrl}/profile`)
    expect(await page.getByLabel('Name').inputValue()).toBe('Gwen Guest')
  })

  test('asks whoever has a password for it once, and opens the same account from then on', async ({ page }) => {
    const leave = async () => {
      await page.goto(`${webUrl}/sign-in`)
      await page.getByRole('link', { name: 'Continue with Google' }).click()
    }
    await leave()
    await page.getByRole('button', { name: accounts.free.email }).click()
    await page.getByRole('heading', { name: 'One last step' }).waitFor()
    await page.getByLabel('Email').fill(accounts.free.email)
    await page.getByLabel('Password', { exact: true }).fill(accounts.free.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${webUrl}/`)
    await page.context().clearCookies()
    await page.evaluate(() => localStorage.clear())
    await leave()
    await page.getByRole('button', { name: accounts.free.email }).click()
    await page.waitForURL(`${webUrl}/`)
    await page.goto(`${webUrl}/profile`)
    await page.getByRole('main').getByText(`${accounts.free.email} ·`).waitFor()
  })

  test('is told in words when the person says no', async ({ page }) => {
    await page.goto(`${webUrl}/sign-in?return=/browse`)
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('You did not go on with Google.')
    await signIn(page, webUrl, accounts.basic)
  })
})
