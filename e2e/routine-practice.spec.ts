/* oxlint-disable no-empty-pattern */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject } from 'vitest'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight } from './looks-right.ts'
import { test as base } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')
const member = { email: `practice.${randomUUID()}@example.com`, password: 'SecurePass123!' }
const OWN = '(select id from users where email = $1)'
/** The page's clock, which is put forward, stays behind that of the API: no session ends in the future. */
const HOUR_MS = 3_600_000
const MINUTE_AND_MORE_MS = 61_000

const item = { kind: 'item', content_id: content.free }
const silence = () => ({ kind: 'timer', id: randomUUID(), minutes: 1, bell: true })
const box = () => ({ kind: 'breath', id: randomUUID(), minutes: 1, pattern: 'box', target: null })

/** As browsers are by default: nothing plays in a page in which nobody has tapped. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
const test = base.extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
  const browser = await launchBrowser(['--autoplay-policy=document-user-activation-required'])
  onCleanup(() => browser.close())
  return browser
})

describe.skipIf(noBrowserBecause())('practice in a routine', () => {
  beforeAll(async () => {
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Practice' })).ok).toBe(true)
  })

  test('is added, set and put into order by keys alone, and items come to it from their cards', async ({ page }) => {
    const id = await routineOf([])
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/routines/${id}`)
    await page.getByRole('button', { name: 'Add silence' }).press('Enter')
    await page.getByText('“Silence, 5 min” is at the end.').waitFor()
    await page.getByRole('combobox', { name: 'Length of: Silence, 5 min' }).press('ArrowDown')
    const bell = page.getByRole('switch', { name: 'Bell at start and end' })
    await bell.press('Space')
    await page.getByRole('button', { name: 'Add breathing' }).press('Enter')
    await page.getByRole('combobox', { name: 'Pattern of: Breathing: Coherent, 3 min' }).press('B')
    const timer = { kind: 'timer', minutes: 10, bell: false }
    const breath = { kind: 'breath', minutes: 3, pattern: 'box', target: null }
    await expect.poll(() => stored(id)).toMatchObject([timer, breath])
    await looksRight(page)

    const handle = page.getByRole('button', { name: 'Move Breathing: Box, 3 min' })
    await handle.press('Space')
    await page.getByText('Breathing: Box, 3 min: place 2 of 2.').waitFor()
    await handle.press('ArrowUp')
    await page.getByText('Breathing: Box, 3 min: place 1 of 2.').waitFor()
    await handle.press('Space')
    await expect.poll(() => stored(id)).toMatchObject([breath, timer])

    await page.goto(`${webUrl}/browse`)
    await page.getByRole('button', { name: `Add to a routine: ${FREE_FILM.title}` }).press('Enter')
    await page.getByRole('dialog', { name: 'Add to a routine' }).getByRole('button', { name: 'Dawn' }).press('Enter')
    await page.getByText(`“${FREE_FILM.title}” is in Dawn.`).waitFor()
    expect(await stored(id)).toMatchObject([breath, timer, item])
    await looksRight(page)
    await page.getByRole('button', { name: `Add to a routine: ${FREE_FILM.title}` }).press('Enter')
    await page.getByRole('dialog', { name: 'Add to a routine' }).getByRole('button', { name: 'Dawn' }).waitFor()
    await looksRight(page)
  })

  test('and items follow each other after the one tap that began it, and what was practised counts', async ({
    page,
  }) => {
    const id = await routineOf([silence(), item, box()])
    await page.clock.install({ time: Date.now() - HOUR_MS })
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/routines/${id}`)
    await page.getByText(/^3 steps, /).waitFor()
    await page.getByRole('button', { name: 'Play', exact: true }).click()

    await page.getByText('Just time, and you in it.').waitFor()
    await page.clock.fastForward(MINUTE_AND_MORE_MS)
    await page.getByRole('heading', { name: 'That was 1 min.' }).waitFor()
    await page.getByText(`In a moment: ${FREE_FILM.title}`).waitFor()
    await page.waitForURL(`**/content/${content.free}`)
    await plays(page)
    await page.evaluate(() => {
      const video = document.querySelector('video')
      if (video) video.currentTime = video.duration - 0.5
    })
    await page.waitForURL(`**/routines/${id}/practice`)
    await page.getByText('Let the light and the count lead you.').waitFor()
    await page.clock.fastForward(MINUTE_AND_MORE_MS)
    await page.getByText('It counts in your progress.').waitFor()
    await looksRight(page)
    await expect.poll(practised).toEqual([
      { session_type: 'timer', pattern: 'none', duration_seconds: 60, completed: true },
      { session_type: 'free_practice', pattern: 'box', duration_seconds: 60, completed: true },
    ])
  })

  test('that is ended early asks before it goes on, and ends the routine when its page is left', async ({ page }) => {
    const id = await routineOf([silence(), box()])
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/routines/${id}`)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByText('Just time, and you in it.').waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: 'End' }).click()
    await page.getByText('Next: Breathing: Box, 1 min').waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: 'Go on now' }).click()
    await page.getByRole('button', { name: 'Help' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Dawn', level: 1 }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { name: 'Nothing is under way here' }).waitFor()
    await looksRight(page)
  })
})

/** The only one that the member has, of these steps; what was practised before is forgotten. */
async function routineOf(steps: readonly object[]): Promise<string> {
  const id = randomUUID()
  for (const table of ['routines', 'meditation_sessions'])
    await inDatabase(system, `delete from ${table} where user_id = ${OWN}`, [member.email])
  await inDatabase(
    system,
    `insert into routines (user_id, id, name, steps, updated_at) values (${OWN}, $2, 'Dawn', $3, now())`,
    [member.email, id, JSON.stringify(steps)],
  )
  return id
}

async function stored(id: string): Promise<unknown> {
  const [row] = await inDatabase<{ steps: unknown }>(system, 'select steps from routines where id = $1', [id])
  return row?.steps
}

function practised(): Promise<unknown[]> {
  const sql = `select session_type, pattern, duration_seconds, completed from meditation_sessions
    where user_id = ${OWN} and session_type <> 'listening' order by started_at`
  return inDatabase(system, sql, [member.email])
}
