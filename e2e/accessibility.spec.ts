import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { violations } from './axe.ts'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { layoutShiftOf, watchLayoutShift } from './layout-shift.ts'
import { signIn } from './pages.ts'

const { webUrl, accounts } = inject('system')
const content = inject('content')
const MAX_LAYOUT_SHIFT = 0.02

describe.skipIf(noBrowserBecause()).each(['light', 'dark'] as const)(
  'in the %s scheme axe finds nothing, and nothing jumps,',
  (colorScheme) => {
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
      expect(await violationsOn({ path, signedIn: false })).toEqual([])
    })

    test.each(['/', '/profile', '/meditate', `/content/${content.free}`, `/content/${content.premium}`])(
      'to a member on %s',
      async (path) => {
        expect(await violationsOn({ path, signedIn: true })).toEqual([])
      },
    )

    test('to a member whose account page asks, refuses and confirms', async () => {
      await using visited = await opened({ path: '/profile', signedIn: true })
      const { page } = visited
      await page.getByText('This device', { exact: true }).waitFor()
      expect(await layoutShiftOf(page)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
      await page.getByRole('button', { name: 'Mail me a code' }).click()
      await page.getByRole('button', { name: 'Change password' }).click()
      await page.getByText('Your password is needed').nth(1).waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Delete my account' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await violations(page)).toEqual([])
    })

    test.each(['/', '/browse', '/sign-up', '/reset-password', `/content/${content.free}`])(
      'and %s fits a telephone of 360 pixels',
      async (path) => {
        await using visit = await opened({ path, signedIn: false, width: 360 })
        expect(await layoutShiftOf(visit.page)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
        expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      },
    )

    interface Visit {
      path: string
      signedIn: boolean
      width?: number
    }

    async function opened({ path, signedIn, width = 1280 }: Visit): Promise<{ page: Page } & AsyncDisposable> {
      const context = await browser.newContext({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width, height: 900 },
        ...(signedIn && { storageState: member }),
      })
      const page = await context.newPage()
      await watchLayoutShift(page)
      await page.goto(webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      return { page, [Symbol.asyncDispose]: () => context.close() }
    }

    async function violationsOn(visit: Visit): Promise<string[]> {
      await using visited = await opened(visit)
      expect(await layoutShiftOf(visited.page)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
      return await violations(visited.page)
    }
  },
)
