import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { type Client, signedIn } from './client.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl, accounts } = inject('system')
const content = inject('content')

/** The page of one, which is made by then. */
const ONE = /\/studio\/[a-z]+\/[0-9a-f-]{36}$/

describe.skipIf(noBrowserBecause())('what items belong to', () => {
  test('a category is made, named and put first by the keyboard; members see it so', async ({ page }) => {
    const admin = await signedIn(apiUrl, accounts.admin)
    const name = `Tides ${Date.now()}`
    await made(admin, 'categories', { name: `Anchor ${Date.now()}` })
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/categories`)
    await page.getByRole('button', { name: 'New category' }).click()
    await page.waitForURL(ONE)
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Everything is saved').waitFor()
    await expect.poll(() => page.getByLabel('Address').inputValue()).toBe(name.toLowerCase().replaceAll(' ', '-'))
    expect(await violationsInBothSchemes(page)).toEqual([])

    await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Categories' }).click()
    const handle = page.getByRole('button', { name: `Move ${name}` })
    const names = page.getByRole('list', { name: 'Categories' }).getByRole('link')
    // Until it is fetched anew the list is the one of before.
    await handle.waitFor()
    const places = await names.count()
    const announced = (place: number) => page.getByText(`${name}: place ${place} of ${places}.`).waitFor()
    await handle.press('Space')
    // Before it is known over which place it is, arrows have no place to start from.
    await announced(places)
    for (let place = places - 1; place >= 1; place--) {
      await handle.press('ArrowUp')
      await announced(place)
    }
    await handle.press('Space')
    await expect.poll(() => names.first().textContent()).toBe(name)
    await expect.poll(async () => (await categoriesOf(admin))[0]).toBe(name)
    expect(await violationsInBothSchemes(page)).toEqual([])
  })

  test('an expert gets a picture and has a page with what they made', async ({ page }) => {
    const admin = await signedIn(apiUrl, accounts.admin)
    const name = `Ines ${Date.now()}`
    const { id } = await made(admin, 'experts', { name, title: 'Musician', bio: 'Plays the *handpan*.' })
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/experts/${id}`)
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PNG })
    await page.getByText('The picture is stored.').waitFor()
    const { expert_id, tags } = await fieldsOf(admin)
    await setOf(admin, { expert_id: id, tags: ['by the sea'] })

    await page.getByRole('link', { name: `See the page of ${name}` }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    const picture = page.getByRole('main').locator('header img')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640)
    await page.getByText('Musician · 1 session').waitFor()
    await page.goto(`${webUrl}/experts/${name.toLowerCase().replaceAll(' ', '-')}`)
    await page.waitForURL(`**/experts/${id}`)
    await page.getByText('Musician · 1 session').waitFor()
    await page.getByRole('emphasis').filter({ hasText: 'handpan' }).waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])

    await page.goto(`${webUrl}/content/${content.free}`)
    await page.getByRole('link', { name: 'by the sea' }).click()
    await page.waitForURL('**/browse?tag=by+the+sea')
    await page.getByText('1 session', { exact: true }).waitFor()
    await setOf(admin, { expert_id, tags })
  })

  test('a pattern of the studio is breathed by members', async ({ page }) => {
    const admin = await signedIn(apiUrl, accounts.admin)
    const name = `Slow wave ${Date.now()}`
    await signIn(page, webUrl, accounts.admin)
    await page.goto(`${webUrl}/studio/patterns`)
    await page.getByRole('button', { name: 'New breathing pattern' }).first().click()
    await page.waitForURL(ONE)
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Breathe out, seconds').fill('9')
    await page.getByRole('switch', { name: 'Members can choose it' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Everything is saved').waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])

    await page.goto(`${webUrl}/meditate`)
    await page.getByText(name).click()
    await page.getByText('4 · 9').waitFor()
    await page.getByText('Just pace me').click()
    const begun = page.waitForResponse(/\/api\/meditation\/sessions\/start$/)
    await page.getByRole('button', { name: 'Begin', exact: true }).click()
    expect(await (await begun).json()).toMatchObject({ pattern: 'studio', pattern_name: name })
    const { patterns } = (await (await admin.get('/api/studio/patterns')).json()) as { patterns: { id: string }[] }
    for (const { id } of patterns) await admin.delete(`/api/studio/patterns/${id}`)
  })
})

async function made(admin: Client, path: string, body: object): Promise<{ id: string }> {
  const answer = await admin.post(`/api/studio/${path}`, body)
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return (await answer.json()) as { id: string }
}

async function categoriesOf(admin: Client): Promise<string[]> {
  const { categories } = (await (await admin.get('/content/categories')).json()) as { categories: { name: string }[] }
  return categories.map(({ name }) => name)
}

const FREE_FILM_URL = `/api/studio/content/${content.free}`

async function fieldsOf(admin: Client): Promise<{ version: number; expert_id: string | null; tags: string[] }> {
  const { expert, ...fields } = await (await admin.get(FREE_FILM_URL)).json()
  return { ...fields, expert_id: expert?.id ?? null }
}

/** Sets fields of the free film, as its page would. */
async function setOf(admin: Client, fields: object): Promise<void> {
  const { version } = await fieldsOf(admin)
  expect((await admin.patch(FREE_FILM_URL, { version, ...fields })).ok).toBe(true)
}

/** A picture of 1 × 1 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
