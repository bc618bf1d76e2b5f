import { randomUUID } from 'node:crypto'
import type { Page, Route } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { fits } from './fits.ts'
import { looksRight } from './looks-right.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { FREE_FILM, PREMIUM_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')
const member = { email: `routine.${randomUUID()}@example.com`, password: 'SecurePass123!' }
const OWN = '(select id from users where email = $1)'
const GONE = 'A session that was taken down'

describe.skipIf(noBrowserBecause())('routines', () => {
  beforeAll(async () => {
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Routine' })).ok).toBe(true)
  })

  test('are made from an item, put into order by keys, told of what another device changed, played, and deleted', async ({
    page,
  }) => {
    await inDatabase(system, `delete from routines where user_id = ${OWN}`, [member.email])
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/content/${content.free}`)
    await page.getByRole('button', { name: 'Add to a routine', exact: true }).click()
    await page.getByLabel('Name of a new routine').fill('Bedtime')
    await page.getByRole('button', { name: 'Make a routine' }).click()
    await page.getByText('is in Bedtime.').waitFor()
    await page.goto(`${webUrl}/browse`)
    expect(await storesBy(page, () => addTwiceAtOnce(page, 'Bedtime'))).toBe(1)
    await addStep(randomUUID())

    await page.goto(`${webUrl}/yours`)
    await page.getByRole('link', { name: 'Bedtime' }).waitFor()
    await looksRight(page)
    await page.getByRole('link', { name: 'Bedtime' }).click()
    await page.getByRole('heading', { name: 'Bedtime', level: 1 }).waitFor()
    await page.getByText('Your plan does not open it').waitFor()
    const rows = page.getByRole('list', { name: 'Steps in their order' }).getByRole('listitem')
    await rows.nth(2).getByText(GONE).waitFor()
    await looksRight(page)

    const handle = page.getByRole('button', { name: `Move ${FREE_FILM.title}` })
    const announced = (place: number) => page.getByText(`${FREE_FILM.title}: place ${place} of 3.`).waitFor()
    await handle.press('Space')
    // Before it is known over which place it is, arrows have no place to start from.
    await announced(1)
    await handle.press('ArrowDown')
    await announced(2)
    await handle.press('Space')
    await rows.nth(1).getByText(FREE_FILM.title).waitFor()
    await expect.poll(storedSteps).toEqual([content.premium, content.free, expect.any(String)])
    await page.getByRole('button', { name: `Take “${GONE}” out` }).click()
    await expect.poll(storedSteps).toEqual([content.premium, content.free])

    await otherDeviceRenames('Elsewhere')
    await rename(page, 'Night')
    const conflict = page.getByRole('dialog', { name: 'Another device was quicker' })
    await conflict.getByRole('region', { name: 'As it is now' }).getByText('Elsewhere').waitFor()
    await conflict.getByRole('region', { name: 'Yours' }).getByText('Night').waitFor()
    await looksRight(page)
    await conflict.getByRole('button', { name: 'Leave it as it is now' }).click()
    await page.getByRole('heading', { name: 'Elsewhere', level: 1 }).waitFor()
    await otherDeviceRenames('Once more')
    await rename(page, 'Night')
    await conflict.getByRole('button', { name: 'Store mine' }).click()
    await expect.poll(async () => (await stored())?.name).toBe('Night')
    await page.getByRole('heading', { name: 'Night', level: 1 }).waitFor()
    const unbroken = 'x'.repeat(60)
    await rename(page, unbroken)
    await page.getByRole('heading', { name: unbroken, level: 1 }).waitFor()
    await fits(page, [390, 1280])
    await rename(page, 'Night')
    await page.getByRole('heading', { name: 'Night', level: 1 }).waitFor()

    await page.getByRole('button', { name: `Take “${FREE_FILM.title}” out` }).click()
    await expect.poll(storedSteps).toEqual([content.premium])
    await page.getByRole('combobox', { name: 'Add a session' }).fill(FREE_FILM.title.slice(0, 8))
    await page.getByRole('option', { name: FREE_FILM.title }).click()
    await expect.poll(storedSteps).toEqual([content.premium, content.free])

    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.waitForURL(`**/content/${content.free}`)
    await plays(page)
    await page.goto(`${webUrl}/yours`)
    await page.getByRole('link', { name: 'Night' }).click()
    await page.getByRole('button', { name: 'Delete this routine' }).click()
    await page.getByRole('button', { name: 'Yes, delete it' }).click()
    await page.waitForURL('**/yours')
    await page.getByRole('link', { name: 'Night' }).waitFor({ state: 'detached' })
  })

  test('that another device deletes while they are shown are gone here, too', async ({ page }) => {
    await inDatabase(system, `delete from routines where user_id = ${OWN}`, [member.email])
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/yours`)
    await page.getByLabel('Name of a new routine').fill('Short')
    await page.getByRole('button', { name: 'Make a routine' }).click()
    await page.getByRole('link', { name: 'Short' }).click()
    await page.getByRole('heading', { name: 'Short', level: 1 }).waitFor()
    await inDatabase(system, `delete from routines where user_id = ${OWN}`, [member.email])
    await page.getByRole('button', { name: 'Add silence' }).click()
    await page.getByRole('heading', { name: 'There is no such routine', level: 1 }).waitFor()
  })

  test('are made once where the answer was lost; a name that cannot be stored stays where it was typed', async ({
    page,
  }) => {
    await inDatabase(system, `delete from routines where user_id = ${OWN}`, [member.email])
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/yours`)
    await page.route('**/api/routines/*', loseAnswer, { times: 1 })
    await page.getByLabel('Name of a new routine').fill('Once')
    await page.getByRole('button', { name: 'Make a routine' }).click()
    await page.getByText('We cannot reach the studio.').waitFor()
    await page.getByRole('button', { name: 'Make a routine' }).click()
    await page.getByRole('link', { name: 'Once' }).click()
    expect(await inDatabase(system, `select name from routines where user_id = ${OWN}`, [member.email])).toHaveLength(1)

    const name = page.getByLabel('Name of this routine')
    await page.route('**/api/routines/*', (route) => (isPut(route) ? route.abort() : route.continue()))
    await name.fill('Twice')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByText('We cannot reach the studio.').waitFor()
    await page.getByRole('heading', { name: 'Once', level: 1 }).waitFor()
    expect(await name.inputValue()).toBe('Twice')
  })
})

function isPut(route: Route): boolean {
  return route.request().method() === 'PUT'
}

/** The API does what it was asked, and nobody hears of it. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch()
  await route.abort()
}

async function addTwiceAtOnce(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Add to a routine: ${PREMIUM_FILM.title}` }).click()
  await page.getByRole('button', { name, exact: true }).dblclick()
  await page.getByText(`is in ${name}.`).waitFor()
}

/** @returns how often a routine was to be stored meanwhile. */
async function storesBy(page: Page, act: () => Promise<void>): Promise<number> {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/api/routines/')) count += 1
  })
  await act()
  return count
}

async function addStep(content_id: string): Promise<void> {
  const steps = JSON.stringify([{ content_id }])
  await inDatabase(system, `update routines set steps = steps || $2::jsonb where user_id = ${OWN}`, [
    member.email,
    steps,
  ])
}

async function stored(): Promise<{ name: string; steps: { content_id: string }[] } | undefined> {
  const sql = `select name, steps from routines where user_id = ${OWN}`
  const [row] = await inDatabase<{ name: string; steps: { content_id: string }[] }>(system, sql, [member.email])
  return row
}

async function storedSteps(): Promise<unknown> {
  return (await stored())?.steps.map(({ content_id }) => content_id)
}

async function otherDeviceRenames(name: string): Promise<void> {
  await inDatabase(system, `update routines set name = $2, version = version + 1 where user_id = ${OWN}`, [
    member.email,
    name,
  ])
}

async function rename(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of this routine').fill(name)
  await page.getByRole('button', { name: 'Rename' }).click()
}
