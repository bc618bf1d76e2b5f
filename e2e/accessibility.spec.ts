import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { fits } from './fits.ts'
import { shiftsTooFar, watchLayoutShift } from './layout-shift.ts'
import { signIn } from './pages.ts'

const { webUrl, accounts } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('in both schemes axe finds nothing, and nothing jumps,', () => {
  let browser: Browser
  let member: Awaited<ReturnType<BrowserContext['storageState']>>

  beforeAll(async () => {
    browser = await launchBrowser()
    const context = await browser.newContext()
    await signIn(await context.newPage(), webUrl, accounts.free)
    member = await context.storageState()
    await context.close()
  })
  afterAll(() => browser.close())

  test.each([
    '/',
    '/browse',
    '/timer',
    '/sign-in',
    '/sign-up',
    '/forgot-password',
    '/reset-password',
    '/confirm',
    '/account-deletion',
    '/nowhere',
    '/newsletter/confirm?token=abc',
    '/newsletter/unsubscribe?token=abc',
    '/newsletter/preferences?token=abc',
    '/newsletter/embed',
  ])('to a visitor on %s', async (path) => {
    await using visit = await opened({ path, signedIn: false })
    expect(await violationsInBothSchemes(visit.page)).toEqual([])
  })

  test.each(['/', '/meditate', '/yours', `/content/${content.free}`, `/content/${content.premium}`])(
    'to a member on %s',
    async (path) => {
      await using visit = await opened({ path, signedIn: true })
      expect(await violationsInBothSchemes(visit.page)).toEqual([])
    },
  )

  test('to a member on /profile, also when it asks, refuses and confirms', async () => {
    await using visit = await opened({ path: '/profile', signedIn: true })
    const { page } = visit
    await page.getByText('This device', { exact: true }).waitFor()
    expect(await shiftsTooFar(page)).toEqual([])
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Mail me a code' }).click()
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is needed').nth(1).waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
  })

  test.each(['/', '/browse', '/sign-up', '/reset-password', `/content/${content.free}`])(
    'and %s fits a telephone of 360 pixels',
    async (path) => {
      await using visit = await opened({ path, signedIn: false, width: 360 })
      await fits(visit.page)
    },
  )

  /** Each in a context of its own: what a page jumps by shows when nothing of it is kept yet. */
  async function opened({
    path,
    signedIn,
    width = 1280,
  }: {
    path: string
    signedIn: boolean
    width?: number
  }): Promise<{ page: Page } & AsyncDisposable> {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
      ...(signedIn && { storageState: member }),
    })
    const page = await context.newPage()
    await watchLayoutShift(page)
    await page.goto(webUrl + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await shiftsTooFar(page)).toEqual([])
    return { page, [Symbol.asyncDispose]: () => context.close() }
  }
})
