import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { fits } from './fits.ts'
import { shiftsTooFar, watchLayoutShift } from './layout-shift.ts'
import { signIn } from './pages.ts'

type Visitor = 'a visitor' | 'a member' | 'whoever runs the studio'

const { webUrl, accounts } = inject('system')
const content = inject('content')

/** The telephone and the network of Lighthouse: four times slower than this machine, 1.6 Mbit/s, 150 ms. */
const CPU_SLOWDOWN = 4
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 }
const TELEPHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const PAGES: Record<Visitor, string[]> = {
  'a visitor': ['/', '/browse', '/timer', '/sign-in', '/sign-up', `/content/${content.free}`],
  'a member': [
    ...['/', '/browse', '/yours', '/meditate', '/progress', `/progress/years/${new Date().getFullYear()}`, '/profile'],
    ...['/timer', '/sounds', '/downloads', '/circle', `/content/${content.free}`, `/content/${content.premium}`],
  ],
  'whoever runs the studio': ['', '/content', '/members', '/newsletter', '/insights', '/system'].map(
    (page) => `/studio${page}`,
  ),
}

describe.skipIf(noBrowserBecause())('on a slow telephone nothing jumps, and at no width is anything cut off', () => {
  let browser: Browser
  let signedIn: Partial<Record<Visitor, Awaited<ReturnType<BrowserContext['storageState']>>>>

  beforeAll(async () => {
    browser = await launchBrowser()
    signedIn = { 'a member': await stateOf(accounts.free), 'whoever runs the studio': await stateOf(accounts.admin) }
  })
  afterAll(() => browser.close())

  async function stateOf(account: { email: string; password: string }) {
    const context = await browser.newContext()
    await signIn(await context.newPage(), webUrl, account)
    const state = await context.storageState()
    await context.close()
    return state
  }

  const visits = Object.entries(PAGES).flatMap(([who, paths]) => paths.map((path) => [who as Visitor, path] as const))

  test.each(visits)('to %s on %s', async (who, path) => {
    const storageState = signedIn[who]
    await using context = await browser.newContext({
      ...TELEPHONE,
      serviceWorkers: 'block',
      ...(storageState && { storageState }),
    })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.emulateNetworkConditions', NETWORK)
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    await watchLayoutShift(page)
    await page.goto(webUrl + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await shiftsTooFar(page)).toEqual([])
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await fits(page)
  })
})
