import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { mailTo } from './outbox.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { webUrl, dataDir, accounts } = inject('system')

describe.skipIf(noBrowserBecause())('a campaign', () => {
  test('is written, looked at, tested, scheduled, sent, paused and resumed; its readers came from a file', async ({
    page,
  }) => {
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/newsletter`)
    const readers = Array.from({ length: 300 }, (_, index) => `reader${index}@example.com,2026-01-31`)
    const csv = ['email,consent_at', 'nobody,2026-01-31', ...readers].join('\n')
    await page.getByRole('button', { name: 'Import CSV' }).waitFor()
    const file = { name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByText('Line 2: email must be an email address').waitFor()
    await page.getByRole('button', { name: 'Import 300 subscribers' }).click()
    await page.getByText('300 subscribers imported.').waitFor()

    const subject = `Three sleep stories ${Date.now()}`
    await page.getByRole('button', { name: 'Write a campaign' }).click()
    await page.getByLabel('Subject').fill(subject)
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await page
      .getByLabel('Words')
      .fill('## Dear reader\n\nthis month **three** came:\n\n- [all of them](/browse)\n- <b>one</b>')
    await page.getByRole('button', { name: 'Item', exact: true }).click()
    await page.getByRole('button', { name: 'Button', exact: true }).click()
    await page.getByLabel('Label').fill('Begin today')
    await page.getByLabel('Address', { exact: true }).fill('https://example.org/begin')
    await page.getByRole('button', { name: 'Show it as it is now' }).click()
    const mail = page.frameLocator('iframe[title="The mail"]')
    await mail.getByText('Begin today').waitFor()
    expect(await mail.getByText('<b>one</b>').count()).toBe(1)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByText('Desk', { exact: true }).click()
    await mail.getByText('Begin today').waitFor()
    await page.getByText('Plain text', { exact: true }).click()
    await page.getByText('all of them (').waitFor()

    await page.getByRole('button', { name: 'Mail it to me' }).click()
    expect(await mailTo(dataDir, accounts.admin.email, subject)).toContain('Begin today')

    await page.getByLabel('Begin at').fill('2027-01-01T08:00')
    await page.getByRole('button', { name: 'Schedule' }).click()
    await page.getByRole('button', { name: 'Yes, send it' }).click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.getByRole('button', { name: 'Yes, send it' }).click()
    expect(await mailTo(dataDir, 'reader', subject)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused').waitFor()
    await page.getByText('Left before their turn').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Is being sent').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused').waitFor()
  })
})
