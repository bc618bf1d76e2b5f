import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { signedIn } from './client.ts'
import { codeMailedTo } from './outbox.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, dataDir } = inject('system')

describe.skipIf(noBrowserBecause())('an account in the browser', () => {
  test('is made, got back by mail, opened by Google, taken along, given up and kept', async ({ page }) => {
    const email = `rosa.${Date.now()}@example.com`
    await register(page, { email, password: 'Amber-Harbour-71!' })
    const old = await signedIn(apiUrl, { email, password: 'Amber-Harbour-71!' })

    const password = 'Cedar-Lagoon-48!'
    await forget(page)
    await resetPassword(page, { email, password })
    await expect.poll(async () => (await old.get('/auth/me')).status).toBe(401)

    await forget(page)
    await linkGoogle(page, { email, password })

    await page.goto(`${webUrl}/profile`)
    await page.getByText('This device', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Ask for a copy' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download it' }).click()
    expect((await download).suggestedFilename()).toBe('better-and-bliss.zip')
    await page.getByText('Your last copy was fetched.').waitFor()

    await page.getByRole('button', { name: 'Delete my account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: true }).fill('not this one')
    await dialog.getByRole('button', { name: 'Yes, delete it' }).click()
    await dialog.getByText('Is not your password').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Yes, delete it' }).click()
    await page.getByText('You are signed out. Your account is deleted on').waitFor()

    await signIn(page, webUrl, { email, password })
    await page.getByRole('button', { name: 'Keep my account' }).click()
    await page.getByText('Your account stays.').waitFor()
    expect(await page.getByRole('button', { name: 'Keep my account' }).count()).toBe(0)
  })

  test('whose session has ended comes back to the page that it ended on', async ({ page }) => {
    const account = { email: `enda.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    await register(page, account)
    await page.goto(`${webUrl}/yours`)
    await page.getByLabel('Name of a new routine').fill('Bedtime')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Make a routine' }).click()
    await page.getByText('Your session has ended. Sign in to go on.').waitFor()
    await page.getByLabel('Email').fill(account.email)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${webUrl}/yours`)
  })
})

interface Account {
  email: string
  password: string
}

async function register(page: Page, { email, password }: Account): Promise<void> {
  await page.goto(`${webUrl}/sign-up`)
  await page.getByLabel('Your name').fill('Rosa Return')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Join' }).click()
  await page.waitForURL(`${webUrl}/`)
}

/** As if it were another browser. */
async function forget(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.evaluate(() => localStorage.clear())
}

async function resetPassword(page: Page, { email, password }: Account): Promise<void> {
  await page.goto(`${webUrl}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Code').fill('12')
  await page.getByRole('button', { name: 'Set it and sign in' }).click()
  await page.getByText('Enter the six digits of the mail').waitFor()
  const code = await codeMailedTo(dataDir, email, 'Your code for a new password')
  const wrong = code.replace(/.$/, (last) => String((Number(last) + 1) % 10))
  await page.getByLabel('Code').fill(wrong)
  await page.getByRole('button', { name: 'Set it and sign in' }).click()
  await page.getByText('This code is wrong').waitFor()
  // Typed as people do: the focus stays in the field until the last digit, and Enter sends.
  await page.getByLabel('Code').press('ControlOrMeta+a')
  await page.keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${webUrl}/`)
}

async function linkGoogle(page: Page, { email, password }: Account): Promise<void> {
  await page.goto(`${webUrl}/sign-in`)
  await page.getByRole('link', { name: 'Continue with Google' }).click()
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Name').fill('Rosa Return')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'One last step' }).waitFor()
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${webUrl}/`)
}
