import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'
import { FREE_FILM } from './standalone.setup.ts'

const { webUrl } = inject('system')
const content = inject('content')
const address = `${webUrl}/content/${content.free}`

describe.skipIf(noBrowserBecause())('a link that is passed on', () => {
  test('shows title and picture to programs without a session, and the picture opens nothing else', async () => {
    const html = await (await fetch(address)).text()
    expect(html).toContain(`<meta property="og:title" content="${FREE_FILM.title}" />`)
    const picture = /<meta property="og:image" content="([^"]*)"/.exec(html)?.[1] ?? ''
    const shown = await fetch(picture)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const other = shown.url.replace(/poster\.jpg/, 'master.m3u8')
    expect(other).not.toBe(shown.url)
    expect((await fetch(other)).status).toBe(403)
    expect(await (await fetch(`${webUrl}/browse`)).text()).not.toContain('og:title')
  })

  test('is copied by one press, which is said, where the device has no way of its own to share', async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.addInitScript('delete Navigator.prototype.share')
    await page.goto(`${address}?from=newsletter`)
    await page.getByRole('button', { name: `Share: ${FREE_FILM.title}` }).press('Enter')
    await page.getByRole('status').getByText('The link is copied.').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address)
  })
})
