import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { startProduction } from './production.ts'

const { dataDir, apiUrl } = inject('system')
const content = inject('content')

const SWITZERLAND_ONLY = {
  ENABLE_GEO_RESTRICTION: 'true',
  ALLOWED_COUNTRIES: 'CH',
  VIEWER_COUNTRY: 'cloudfront',
  TRUSTED_PROXIES: '127.0.0.1',
}

describe.skipIf(noBrowserBecause())('where everything plays in one country only', () => {
  test('who is elsewhere reads why nothing plays, goes on once they are back, and is stopped where they leave while it plays', {
    timeout: 120_000,
  }, async ({ page }) => {
    const account = { email: `gail.${Date.now()}@example.com`, password: 'Amber-Harbour-71!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Gail Goes' })).ok).toBe(true)
    await using production = await startProduction(dataDir, { chosen: SWITZERLAND_ONLY, hasEdge: true })
    await production.serve(page)
    const refusal = page.getByRole('alert').getByText('We may not play this in the country that you are in.')

    await travel(page, 'US')
    await signIn(page, production.webUrl, account)
    await page.goto(`${production.webUrl}/content/${content.free}`)
    await page.getByRole('button', { name: 'Play', exact: true }).first().click()
    await refusal.waitFor()
    expect(await violations(page)).toEqual([])

    await travel(page, 'CH')
    await page.getByRole('button', { name: 'Try again' }).click()
    await plays(page)

    // The whole film may have come already; another rendition has not.
    await travel(page, 'US')
    await page.locator('media-controller').hover()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: /^Quality/ }).click()
    await page.getByRole('radio', { name: 'Sound only' }).check()
    await refusal.waitFor({ timeout: 15_000 })
  })
})

/** CloudFront, which stands in front of it all, says where a request comes from. */
function travel(page: Page, country: string): Promise<void> {
  return page.setExtraHTTPHeaders({ 'cloudfront-viewer-country': country })
}
