import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { HEARTBEAT_MS, letTimePass, pass, playSlowly } from './playing.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')
const PASSWORD = 'Amber-Harbour-71!'

describe.skipIf(noBrowserBecause())('members in the studio', () => {
  test('who watches and is suspended is stopped, and told why; who does it is asked for the password', async ({
    page,
    browser,
  }) => {
    const [admin, member] = [await register('admin'), await register('free_user')]
    const watching = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    const theirs = await watching.newPage()
    await letTimePass(theirs)
    await playSlowly(theirs)
    await signIn(theirs, webUrl, member)
    await theirs.goto(`${webUrl}/content/${content.free}`)
    await theirs
      .getByRole('button', { name: /^(Play|From the beginning)$/ })
      .first()
      .click()
    await plays(theirs)

    await signIn(page, webUrl, admin)
    await signedInLongAgo(admin.email)
    await page.goto(`${webUrl}/studio`)
    await page.getByRole('link', { name: /plays? something now/ }).waitFor()
    await page.goto(`${webUrl}/studio/members`)
    await page.getByRole('searchbox', { name: 'Name or email' }).fill(member.email)
    await page.keyboard.press('Enter')
    await page.waitForURL('**q=**')
    const row = page.getByRole('row').filter({ hasText: member.email })
    await row.getByRole('link').click()
    await page.getByRole('region', { name: 'Plays now' }).getByRole('link').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Suspend' }).click()
    await page.getByLabel('Reason').fill('Your password was sold')
    await page.getByRole('button', { name: 'Yes, suspend' }).click()
    await confirmAs(page, admin.password)
    await page.getByText('Suspended, because: Your password was sold').waitFor()

    await pass(theirs, HEARTBEAT_MS)
    await theirs
      .getByText(/This account is suspended: Your password was sold/)
      .first()
      .waitFor()
    await expect.poll(() => theirs.evaluate(() => document.querySelector('video')?.readyState ?? 0)).toBe(0)
    await watching.close()
    await page.getByRole('button', { name: 'End the suspension' }).click()
    await page.getByRole('button', { name: 'Suspend' }).waitFor()

    await page.getByRole('link', { name: 'What was done with this account' }).click()
    await page.getByRole('cell', { name: 'status: suspended' }).first().waitFor()
    await page.getByRole('button', { name: 'Look at all of it' }).click()
    await page.getByText(/^It is whole/).waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('link', { name: 'System', exact: true }).click()
    await page.getByRole('region', { name: 'Workers', exact: true }).getByText('Running').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
  })

  async function confirmAs(page: Page, password: string): Promise<void> {
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await dialog.getByLabel('Password', { exact: true }).fill(`${password}x`)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await dialog.getByText('Is not your password').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  /** As if the sign-in had begun before what asks for a proof of who is there lets it pass. */
  async function signedInLongAgo(email: string): Promise<void> {
    await inDatabase(
      system,
      `update sign_ins set stepped_up_at = now() - interval '1 hour'
       where sub = (select cognito_sub from users where email = $1)`,
      [email],
    )
  }

  async function register(role: 'admin' | 'free_user'): Promise<{ email: string; password: string }> {
    const email = `${role}.${randomUUID()}@example.com`
    const answer = await anonymous(apiUrl).post('/auth/register', { email, password: PASSWORD, full_name: 'Ada Test' })
    expect(answer.ok).toBe(true)
    await inDatabase(system, 'update users set role = $2 where email = $1', [email, role])
    return { email, password: PASSWORD }
  }
})
