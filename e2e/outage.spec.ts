import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, accounts } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('with the API away', () => {
  test('each page says so, and recovers by itself when the API is back', async ({ page }) => {
    await signIn(page, webUrl, accounts.free)
    for (const path of ['/', '/browse', '/profile', '/progress']) {
      await page.route(`${apiUrl}/**`, (route) => route.abort())
      await page.goto(webUrl + path)
      const again = page.getByRole('alert').getByRole('button', { name: 'Try again' }).first()
      await again.waitFor()
      await page.unrouteAll()
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await again.waitFor({ state: 'detached' })
      expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('out of reach')
    }
  })

  test('breathing can begin all the same', async ({ page }) => {
    await signIn(page, webUrl, accounts.free)
    await page.route(`${apiUrl}/**`, (route) => route.abort())
    await page.goto(`${webUrl}/meditate`)
    await page.getByText('Just pace me').click()
    await page.getByRole('button', { name: 'Begin', exact: true }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
  })
})

describe.skipIf(noBrowserBecause())('with a part of the app away', () => {
  test('no page is lost for a part that it does not need', async ({ page }) => {
    await signIn(page, webUrl, accounts.free)
    await page.route(/\/assets\/routine-choices-/, (route) => route.abort())
    await page.goto(`${webUrl}/content/${content.free}`)
    await page.getByRole('button', { name: 'Add to a routine', exact: true }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.getByRole('heading', { level: 1 }).waitFor()
  })
})
