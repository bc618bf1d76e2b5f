import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight, TELEPHONE } from './looks-right.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const person = () => ({ email: `circle.${randomUUID()}@example.com`, password: 'SecurePass123!' })
const [host, guest] = [person(), person()]
const INHALE_MS = 4_000
/** Two breaths of a box. */
const BREATHED_SECONDS = 32
/** Each way; far beyond what members are allowed to be apart. */
const LINE_DELAY_MS = 150

describe.skipIf(noBrowserBecause())('a circle', () => {
  beforeAll(async () => {
    for (const [name, account] of Object.entries({ Host: host, Guest: guest }))
      expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: name })).ok).toBe(true)
  })

  test('is opened, joined by its link, breathed at one pace, over a slow line too, survives a cut, and ends with a summary for each', async ({
    page,
    browser,
  }) => {
    await forgetCircles()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: webUrl })
    await signIn(page, webUrl, host)
    await page.goto(`${webUrl}/circle`)
    await page.getByRole('radio', { name: /^Box/ }).check({ force: true })
    await looksRight(page)
    await page.getByRole('button', { name: 'Open a circle' }).press('Enter')
    await page.getByRole('heading', { name: 'The circle gathers' }).waitFor()
    await page.getByText('Only you are here so far').waitFor()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText('The link is copied').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/circle\/[0-9A-Z]{8}$/)
    await looksRight(page)

    await using others = await otherWindow(browser)
    const other = others.page
    await slowDown(other)
    await other.goto(link)
    await other.getByLabel('Email').waitFor()
    await signInHere(other)
    await other.getByText('Your host begins when everybody is here.').waitFor()
    for (const each of [page, other]) await each.getByText('2 people are here').waitFor()
    await looksRight(other, [TELEPHONE])

    await page.getByRole('button', { name: 'Begin' }).click()
    for (const each of [page, other]) await each.getByText('The light wakes once three listen').waitFor()
    await expect.poll(() => page.getByRole('main').evaluate((main) => main === document.activeElement)).toBe(true)
    const [one = 0, two = 0] = await Promise.all([page, other].map(beganAt))
    expect(Math.abs(one - two)).toBeLessThan(50)
    await looksRight(page)
    await looksRight(other, [TELEPHONE])

    await others.context.setOffline(true)
    await other.getByText('Finding the line again').waitFor()
    expect(Math.abs((await beganAt(other)) - one)).toBeLessThan(50)
    await others.context.setOffline(false)
    await other.getByText('2 people are here').waitFor()
    await other.reload()
    await other.getByRole('heading', { name: 'The circle breathes' }).waitFor()
    await other.getByRole('button', { name: 'Come in' }).click()
    await other.getByText('The light wakes once three listen').waitFor()
    expect(Math.abs((await beganAt(other)) - one)).toBeLessThan(50)

    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'End for everybody' }).click()
    for (const each of [page, other]) {
      await each.getByRole('heading', { name: 'Thank you' }).waitFor()
      await each.locator('main:focus').waitFor()
      await each.getByText('You breathed together with one other.').waitFor()
      await each.getByRole('region', { name: 'Summary' }).waitFor()
    }
    await looksRight(page)
    await looksRight(other, [TELEPHONE])
    for (const { email } of [host, guest])
      expect(await sessionsOf(email)).toEqual([{ completed: true, pattern: 'box' }])

    await other.goto(link)
    await other.getByRole('heading', { name: 'There is no such circle' }).waitFor()
    await looksRight(other, [TELEPHONE])
  })

  test('goes on in the window that a member came to last: the one before ends nothing when it is left', async ({
    page,
    browser,
  }) => {
    await forgetCircles()
    const ofHost = anonymous(apiUrl)
    await ofHost.post('/auth/login', host)
    const { id, code } = await (await ofHost.post('/api/meditation/circles', { pattern: 'box', minutes: 5 })).json()
    await signIn(page, webUrl, guest)
    await page.goto(`${webUrl}/circle/${code}`)
    await page.getByText('Your host begins when everybody is here.').waitFor()
    await ofHost.post(`/api/meditation/circles/${id}/begin`)
    await expect.poll(() => sessionsOf(guest.email)).toHaveLength(1)

    await using others = await otherWindow(browser)
    await others.page.goto(`${webUrl}/circle/${code}`)
    await signInHere(others.page)
    await others.page.getByRole('button', { name: 'Come in' }).click()
    await others.page.getByText('The light wakes once three listen').waitFor()
    await page.getByRole('heading', { name: 'Followed in another window' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Breathe together' }).click()
    await page.getByRole('button', { name: 'Open a circle' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await sessionsOf(guest.email)).toEqual([{ completed: false, pattern: 'box' }])

    await ofHost.post(`/api/meditation/circles/${id}/end`)
    await others.page.getByRole('region', { name: 'Summary' }).waitFor()
    expect(await sessionsOf(guest.email)).toEqual([{ completed: true, pattern: 'box' }])
  })

  test('goes on with the same session for who was without a network for minutes, and tells at its end what was breathed without one', async ({
    page,
  }) => {
    await forgetCircles()
    const ofHost = anonymous(apiUrl)
    await ofHost.post('/auth/login', host)
    const { id, code } = await (await ofHost.post('/api/meditation/circles', { pattern: 'box', minutes: 1 })).json()
    await inDatabase(system, 'update circles set duration_ms = $2 where id = $1', [id, BREATHED_SECONDS * 1000])
    await signIn(page, webUrl, guest)
    await page.goto(`${webUrl}/circle/${code}`)
    await page.getByText('Your host begins when everybody is here.').waitFor()
    await ofHost.post(`/api/meditation/circles/${id}/begin`)
    await page.getByText('The light wakes once three listen').waitFor()

    await page.context().setOffline(true)
    await page.getByText('Finding the line again').waitFor()
    await leftMinutesAgo()
    await page.context().setOffline(false)
    await expect.poll(() => leftAt()).toEqual([null])

    await page.context().setOffline(true)
    await leftMinutesAgo()
    await page.getByText('Your session is kept on this device').waitFor({ timeout: 60_000 })
    await looksRight(page, [TELEPHONE])
    await page.context().setOffline(false)
    await page.getByRole('region', { name: 'Summary' }).waitFor()
    expect(await sessionsOf(guest.email)).toEqual([{ completed: true, pattern: 'box' }])
    // On a slow machine it begins after the circle.
    const [{ practised, there } = {}] = await inDatabase<{ practised: number; there: number }>(
      system,
      `select s.duration_seconds as practised, extract(epoch from c.ends_at - s.started_at)::float8 as there
       from meditation_sessions s join circle_members m on m.session_id = s.id join circles c on c.id = m.circle_id where c.id = $1`,
      [id],
    )
    expect(Math.abs(Number(practised) - Number(there))).toBeLessThanOrEqual(1)
  })

  test('says so where a code opens nothing, and where it is full', async ({ page }) => {
    await forgetCircles()
    await signIn(page, webUrl, guest)
    await page.goto(`${webUrl}/circle`)
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByText('Enter the code that your host gave you.').waitFor()
    await page.getByLabel('Code').fill('zzzz-zzzz')
    await page.getByLabel('Code').press('Enter')
    await page.getByRole('heading', { name: 'There is no such circle' }).waitFor()

    const ofHost = anonymous(apiUrl)
    await ofHost.post('/auth/login', host)
    const { id, code } = await (await ofHost.post('/api/meditation/circles', { pattern: 'box', minutes: 1 })).json()
    await inDatabase(
      system,
      `with crowd as (
         insert into users (cognito_sub, email) select gen_random_uuid(), 'crowd-' || $1::uuid || '-' || n || '@example.com'
         from generate_series(1, 49) n returning id
       ) insert into circle_members (circle_id, user_id, seen_at) select $1::uuid, id, now() from crowd`,
      [id],
    )
    await page.goto(`${webUrl}/circle/${code}`)
    await page.getByRole('heading', { name: 'The circle is full' }).waitFor()
    await looksRight(page)
    await inDatabase(system, `delete from users where email like 'crowd-%'`)
    await page.reload()
    await page.getByRole('heading', { name: 'The circle gathers' }).waitFor()
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: 'You have left' }).waitFor()
    await ofHost.post(`/api/meditation/circles/${id}/end`)
  })
})

/** Since when the guest has no line. */
async function leftAt(): Promise<unknown[]> {
  const rows = await inDatabase(
    system,
    'select left_at from meditation_sessions s join users u on u.id = s.user_id where u.email = $1',
    [guest.email],
  )
  return rows.map(({ left_at }) => left_at)
}

/** Once the server has noted that the guest has no line: it looks as if that had been so for long. */
async function leftMinutesAgo(): Promise<void> {
  await expect.poll(() => leftAt()).not.toEqual([null])
  await inDatabase(
    system,
    `update meditation_sessions s set left_at = now() - interval '3 minutes' from users u where u.id = s.user_id and u.email = $1`,
    [guest.email],
  )
}

/** What a retried test left behind. */
async function forgetCircles(): Promise<void> {
  const own = '(select id from users where email = any($1))'
  const emails = [[host.email, guest.email]]
  await inDatabase(system, `delete from circles where host_id in ${own}`, emails)
  await inDatabase(system, `delete from meditation_sessions where user_id in ${own}`, emails)
}

function sessionsOf(email: string) {
  return inDatabase(
    system,
    `select completed, pattern from meditation_sessions s join users u on u.id = s.user_id where u.email = $1`,
    [email],
  )
}

interface OtherWindow extends AsyncDisposable {
  context: BrowserContext
  page: Page
}

async function otherWindow(browser: Browser): Promise<OtherWindow> {
  const context = await browser.newContext({
    viewport: TELEPHONE,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  return { context, page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() }
}

/** A line to the circle that takes its time. */
async function slowDown(page: Page): Promise<void> {
  await page.routeWebSocket(/\/ws\/circle/, (socket) => {
    const far = socket.connectToServer()
    socket.onMessage((message) => setTimeout(() => far.send(message), LINE_DELAY_MS))
    far.onMessage((message) => setTimeout(() => socket.send(message), LINE_DELAY_MS))
  })
}

/** By the form that the page has led to. */
async function signInHere(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(guest.email)
  await page.getByLabel('Password', { exact: true }).fill(guest.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

/**
 * When an inhale began that a page shows, by the clock of this machine, within a cycle of it: read off its light, which is
 * half a cosine.
 */
function beganAt(page: Page): Promise<number> {
  return page.evaluate(async (inhaleMs) => {
    const orb = () => document.querySelector<HTMLElement>('[style*="--brightness"]')
    const readings: { atMs: number; fullness: number }[] = []
    while (readings.length < 12) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const fullness = Number(orb()?.style.getPropertyValue('--brightness'))
      const last = readings.at(-1)
      const isRising = last === undefined || fullness > last.fullness
      if (fullness > 0.2 && fullness < 0.8 && isRising) readings.push({ atMs: Date.now(), fullness })
      else readings.length = 0
    }
    const began = readings.map(({ atMs, fullness }) => atMs - (Math.acos(1 - 2 * fullness) / Math.PI) * inhaleMs)
    const median = began.sort((a, b) => a - b)[Math.floor(began.length / 2)] ?? 0
    // Cycles of a box last four times as long as its inhale.
    return median % (4 * inhaleMs)
  }, INHALE_MS)
}
