import { describe, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { codeMailedTo } from './outbox.ts'
import { test } from './page-test.ts'
import { startProduction } from './production.ts'

const { dataDir } = inject('system')

describe.skipIf(noBrowserBecause())('in production', () => {
  test('whoever registers is in once the code of the mail was entered, and not before', async ({ page }) => {
    await using production = await startProduction(dataDir)
    const { webUrl } = production
    await production.serve(page)
    const account = { email: `cleo.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    const signIn = async () => {
      await page.getByLabel('Email').fill(account.email)
      await page.getByLabel('Password', { exact: true }).fill(account.password)
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    }

    await page.goto(`${webUrl}/sign-up`)
    await page.getByLabel('Your name').fill('Cleo Confirms')
    await page.getByLabel('Email').fill(account.email)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Join' }).click()
    await page.getByRole('heading', { name: 'Is this you?' }).waitFor()

    await page.goto(`${webUrl}/sign-in`)
    await signIn()
    await page.getByText('Your address is not confirmed yet.').waitFor()

    await page.getByLabel('Code').fill(await codeMailedTo(dataDir, account.email, 'Confirm your email address'))
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.waitForURL(`${webUrl}/sign-in`)
    await signIn()
    await page.waitForURL(`${webUrl}/`)
    await page.reload()
    await page.getByRole('button', { name: 'Your account, Cleo Confirms' }).waitFor()
  })
})
