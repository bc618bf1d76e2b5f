import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight } from './looks-right.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const member = { email: `sitter.${randomUUID()}@example.com`, password: 'SecurePass123!' }

/** As long as a name may be, and nothing in it to break a line at. */
const UNBROKEN = 'x'.repeat(60)

describe.skipIf(noBrowserBecause())('the timer', () => {
  beforeAll(async () => {
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Sitter' })).ok).toBe(true)
  })

  test('rings at the start and at the end unless it is told not to, and counts once; moods and note are kept and deleted', async ({
    page,
  }) => {
    await signIn(page, webUrl, member)
    await forgetPractice()
    const bells = await bellsOf(page)
    await page.goto(`${webUrl}/timer`)
    await page.getByRole('button', { name: 'Low' }).click()
    await begin(page, 1)
    await expect.poll(() => page.getByRole('main').evaluate(isFocused)).toBe(true)
    await page.clock.runFor(11_000)
    await page.getByText('Just time, and you in it.').waitFor()
    await page.clock.runFor(61_000)
    await page.getByRole('heading', { name: 'You sat for 1 min.' }).waitFor()
    expect(await bells()).toBe(2)
    await page.getByText('It counts in your progress.').waitFor()
    await page.getByRole('button', { name: 'Bright' }).click()
    await page.getByLabel('A note, for yourself').fill('Rain at the window.')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await looksRight(page)

    await page.getByRole('main').getByRole('link', { name: 'Progress' }).click()
    const entry = page.getByRole('link', { name: /Timer.*Rain at the window\..*Low, then Bright.*1 min/ })
    await entry.waitFor()
    expect(await entry.count()).toBe(1)
    await looksRight(page)
    await entry.click()
    await page.getByText('You sat for 1 min.').waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: 'Delete the note' }).click()
    await page.getByRole('button', { name: 'Delete the note' }).waitFor({ state: 'detached' })
    await page.getByRole('group', { name: 'Before' }).getByRole('button', { name: 'Low' }).click()
    await page.getByRole('group', { name: 'Before' }).getByRole('button', { name: 'Low', pressed: false }).waitFor()
    expect(await storedSessions()).toEqual([{ mood_before: null, mood_after: 5, note: null }])
  })

  test('works without a network once it is loaded; what was done then is told once, when there is one again', async ({
    page,
  }) => {
    await signIn(page, webUrl, member)
    await forgetPractice()
    await bellsOf(page)
    await page.goto(`${webUrl}/timer`)
    await page.getByRole('heading', { name: 'Timer' }).waitFor()
    await page.getByRole('button', { name: 'Even' }).waitFor()
    await page.context().setOffline(true)
    await begin(page, 2)
    await page.clock.runFor(131_000)
    await page.getByRole('heading', { name: 'You sat for 2 min.' }).waitFor()
    await page.getByText('once the studio can be reached').waitFor()
    await page.getByRole('button', { name: 'Light' }).click()
    expect(await storedSessions()).toEqual([])

    await page.context().setOffline(false)
    await page.reload()
    await page.getByRole('button', { name: 'Begin' }).waitFor()
    await expect.poll(storedSessions, { timeout: 15_000 }).toEqual([{ mood_before: null, mood_after: 4, note: null }])
    await page.reload()
    await page.goto(`${webUrl}/progress`)
    await page.getByRole('link', { name: /Timer/ }).first().waitFor()
    expect(await storedSessions()).toHaveLength(1)
  })

  test('keeps what was sat when its page is left in the middle, and no bell rings after it', async ({ page }) => {
    await signIn(page, webUrl, member)
    await forgetPractice()
    await page.addInitScript(() => {
      const opened: AudioContext[] = []
      Object.assign(window, { opened })
      window.AudioContext = class extends AudioContext {
        constructor() {
          super()
          opened.push(this)
        }
      }
    })
    await bellsOf(page)
    await page.goto(webUrl)
    await page.getByRole('contentinfo').getByRole('link', { name: 'Timer' }).click()
    await begin(page, 2)
    await page.clock.runFor(50_000)
    await page.getByText('Just time, and you in it.').waitFor()
    await page.goBack()
    await page.getByRole('contentinfo').getByRole('link', { name: 'Timer' }).waitFor()
    await page.clock.runFor(10_000)
    const states = () =>
      page.evaluate(() => (window as unknown as { opened: AudioContext[] }).opened.map((c) => c.state))
    await expect.poll(states).toEqual(['closed'])
    const stored = () =>
      inDatabase(system, `select completed, duration_seconds from meditation_sessions where user_id = ${OWN}`, [
        member.email,
      ])
    await expect.poll(stored).toEqual([{ completed: false, duration_seconds: expect.any(Number) }])

    await forgetPractice()
    await page.getByRole('contentinfo').getByRole('link', { name: 'Timer' }).click()
    await begin(page, 2)
    await page.clock.runFor(50_000)
    await page.goto(`${webUrl}/progress`)
    await expect.poll(stored).toEqual([{ completed: false, duration_seconds: expect.any(Number) }])
  })

  test("keeps a member's presets on the server, and a guest's in the browser", async ({ page, browser }) => {
    await page.goto(`${webUrl}/timer`)
    await keepPreset(page, 'Of a guest', 25)
    await keepPreset(page, UNBROKEN, 5)
    await page.reload()
    await page.getByRole('button', { name: 'Of a guest', exact: true }).click()
    expect(await page.getByLabel('minutes', { exact: true }).inputValue()).toBe('25')
    await looksRight(page)
    await page.getByRole('button', { name: `Delete ${UNBROKEN}` }).press('Enter')
    await expect.poll(() => page.getByRole('region', { name: 'Presets' }).evaluate(isFocused)).toBe(true)

    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/timer`)
    await keepPreset(page, 'Morning', 33)
    await page.getByRole('button', { name: 'Morning', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Of a guest', exact: true }).count()).toBe(0)
    await looksRight(page)

    const elsewhere = await browser.newPage()
    await signIn(elsewhere, webUrl, member)
    await elsewhere.goto(`${webUrl}/timer`)
    await elsewhere.getByRole('button', { name: 'Morning', exact: true }).click()
    expect(await elsewhere.getByLabel('minutes', { exact: true }).inputValue()).toBe('33')
    await elsewhere.getByRole('button', { name: 'Delete Morning' }).click()
    await elsewhere.getByRole('button', { name: 'Morning', exact: true }).waitFor({ state: 'detached' })
    await elsewhere.close()
  })
})

/** Counts the bells that were given to the sound card, by their lowest partial, and holds the page's clock. */
async function bellsOf(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = Object.assign(window, { bells: 0 })
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (when) {
      if (this.frequency.value === 262) counted.bells += 1
      start.call(this, when)
    }
  })
  await page.clock.install()
  return () => page.evaluate(() => (window as unknown as { bells: number }).bells)
}

function isFocused(element: Element): boolean {
  return element === document.activeElement
}

async function begin(page: Page, minutes: number): Promise<void> {
  await page.getByLabel('minutes', { exact: true }).fill(String(minutes))
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
}

async function keepPreset(page: Page, name: string, minutes: number): Promise<void> {
  await page.getByLabel('minutes', { exact: true }).fill(String(minutes))
  await page.getByLabel('Name of a preset').fill(name)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByLabel('minutes', { exact: true }).fill('10')
}

const OWN = '(select id from users where email = $1)'

async function forgetPractice(): Promise<void> {
  await inDatabase(system, `delete from meditation_sessions where user_id = ${OWN}`, [member.email])
}

function storedSessions() {
  const sql = `select mood_before, mood_after, note from meditation_sessions where user_id = ${OWN}`
  return inDatabase(system, sql, [member.email])
}
