import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { violations, violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { fits } from './fits.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const member = { email: `grace.${randomUUID()}@example.com`, password: 'SecurePass123!' }
const BREATHS = 30

describe.skipIf(noBrowserBecause())('a practice in the browser', () => {
  beforeAll(async () => {
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Grace' })).ok).toBe(true)
  })
  test.beforeEach(async ({ page }) => {
    await inDatabase(
      system,
      'delete from meditation_sessions where user_id = (select id from users where email = $1)',
      [member.email],
    )
    await signIn(page, webUrl, member)
  })

  test('begins empty, with an invitation', async ({ page }) => {
    await page.goto(webUrl)
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Progress' }).click()
    await page.getByRole('heading', { name: 'Your practice begins with one breath' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Begin a first session' }).click()
    await page.waitForURL('**/meditate')
  })

  test('shows a session in the progress and by itself; axe finds nothing in both schemes, and it fits a telephone', async ({
    page,
  }) => {
    await practise()
    await page.goto(`${webUrl}/progress`)
    await page.getByRole('heading', { name: 'Progress', level: 1 }).waitFor()
    const main = page.getByRole('main')
    await page.getByRole('button', { name: 'Delete everything' }).waitFor()
    expect(await main.getByText('1 day', { exact: true }).count()).toBeGreaterThan(0)
    expect(await main.textContent()).toContain('Breaths heard30')
    expect(await main.getByRole('gridcell', { name: /5 min in 1 session/ }).count()).toBe(1)
    await page.locator('.recharts-bar-rectangle').first().waitFor()
    await looksRight(page)

    await main.getByRole('link', { name: /Coherent breathing/ }).click()
    await page.getByRole('heading', { name: 'Coherent breathing' }).waitFor()
    await main.getByText('In 5 min of coherent breathing you took 30 breaths').waitFor()
    await looksRight(page)
    const rows = page.getByRole('table').first().getByRole('row')
    await page.getByText('Figures', { exact: true }).click()
    await rows.nth(1).waitFor()
    expect(await main.textContent()).toContain('Breaths a minute6.0')
    expect(await rows.count()).toBe(1 + 5)
    await looksRight(page)
  })

  test('is looked back at by the year, and taken along for health apps; what was listened to counts', async ({
    page,
  }) => {
    const id = await practise()
    await inDatabase(
      system,
      `insert into meditation_sessions (user_id, session_type, started_at, ended_at, duration_seconds)
       select id, 'listening', '2024-05-05T12:00:00Z', '2024-05-05T13:00:00Z', 3600 from users where email = $1`,
      [member.email],
    )
    await page.goto(`${webUrl}/progress`)
    await page.getByRole('link', { name: /What you listened to/ }).waitFor()
    for (const format of ['JSON', 'CSV']) {
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: `For health apps, as ${format}` }).click()
      const file = await readFile(await (await downloading).path(), 'utf8')
      expect(file).toContain(id)
      expect(file).toContain('mindfulness')
    }
    await page.getByRole('link', { name: 'Look back at your year' }).click()
    await page.getByRole('heading', { name: /^Your year 2/ }).waitFor()
    await page.getByRole('link', { name: '2024' }).click()
    await page.getByRole('heading', { name: 'Your year 2024' }).waitFor()
    const main = page.getByRole('main')
    await main.getByText('Longest run').waitFor()
    expect(await main.textContent()).toContain('Time for yourself1 h')
    await looksRight(page)
    await page.goto(`${webUrl}/progress/years/2001`)
    await page.getByText('A year of rest').waitFor()
    await page.goto(`${webUrl}/progress/years/1`)
    await page.getByRole('heading', { name: /not/i }).first().waitFor()
  })

  test('is taken along as a file; a streak is kept out of sight, also after the page was loaded again', async ({
    page,
  }) => {
    const id = await practise()
    await page.goto(`${webUrl}/progress`)
    for (const [format, sign] of [
      ['CSV', `${id},free_practice,`],
      ['JSON', `"session_id":"${id}"`],
    ] as const) {
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: `Save as ${format}` }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(
        new RegExp(`^better-and-bliss-practice-\\d{4}-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`),
      )
      expect(await readFile(await download.path(), 'utf8')).toContain(sign)
    }
    await page.getByRole('button', { name: 'Hide my streak' }).click()
    await page.reload()
    await page.getByText('Your practice counts just the same.').waitFor()
    expect(await page.getByText('mercy day').count()).toBe(0)
    await page.getByRole('button', { name: 'Show my streak' }).click()
    await page.getByText('mercy day').waitFor()
  })

  test('is deleted when the member says so, and not before', async ({ page }) => {
    const id = await practise()
    await practise()
    await page.goto(`${webUrl}/progress/sessions/${id}`)
    await page.getByRole('button', { name: 'Delete this session' }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('button', { name: 'Delete this session' }).click()
    await page.getByRole('button', { name: 'Yes, delete it' }).click()
    await page.getByRole('heading', { name: 'Progress', level: 1 }).waitFor()
    await page.goto(`${webUrl}/progress/sessions/${id}`)
    await page.getByRole('heading', { name: 'There is no such session' }).waitFor()

    await page.goto(`${webUrl}/progress`)
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByRole('button', { name: 'Yes, delete everything' }).click()
    await page.getByRole('heading', { name: 'Your practice begins with one breath' }).waitFor()
  })
})

/** In both schemes, on a desk and on a telephone. */
async function looksRight(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await violationsInBothSchemes(page)).toEqual([])
    await fits(page, [width])
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** Five minutes of coherent breathing, heard until now. @returns the session's id. */
async function practise(): Promise<string> {
  const id = randomUUID()
  await inDatabase(
    system,
    `insert into meditation_sessions (id, user_id, session_type, pattern, target, started_at, ended_at,
       duration_seconds, completed, total_breaths, avg_breath_duration, breath_consistency_score,
       inhale_exhale_ratio, quality_score)
     select $1, id, 'free_practice', 'coherent',
       '{"inhale_ms":5500,"hold_in_ms":0,"exhale_ms":5500,"hold_out_ms":0}', now() - interval '5 minutes', now(),
       300, true, $3, 10, 0.9, 1, 0.8
     from users where email = $2`,
    [id, member.email, BREATHS],
  )
  await inDatabase(
    system,
    `insert into breath_events (session_id, event_type, timestamp, duration_ms, breath_number, confidence_score)
     select s.id, type, s.started_at + make_interval(secs => n * 10 + offset_s), 5000, n + 1, 0.9
     from meditation_sessions s, generate_series(0, $2::int - 1) n,
       (values ('inhaling', 0), ('exhaling', 5)) as phase (type, offset_s)
     where s.id = $1`,
    [id, BREATHS],
  )
  return id
}
