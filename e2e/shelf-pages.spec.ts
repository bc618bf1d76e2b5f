import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous, type Client, signedIn } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight } from './looks-right.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'
import { FREE_FILM, PREMIUM_FILM } from './standalone.setup.ts'

const system = inject('system')
const { apiUrl, webUrl, accounts } = system
const content = inject('content')
const member = { email: `shelves.${randomUUID()}@example.com`, password: 'SecurePass123!' }

/** How wide the studio makes what was chosen. */
const WIDE_PIXELS = 1_280

interface Membership {
  id: string
  category_id: string | null
  series_id: string | null
  episode_number: number | null
}

let admin: Client
let before: Membership[] = []

describe.skipIf(noBrowserBecause())('the page of', () => {
  beforeAll(async () => {
    admin = await signedIn(apiUrl, accounts.admin)
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Shelves' })).ok).toBe(true)
    const sql = 'select id, category_id, series_id, episode_number from content where id = any($1::uuid[])'
    before = await inDatabase<Membership>(system, sql, [[content.free, content.premium]])
  })

  afterAll(async () => {
    for (const item of before) await belongs(item)
  })

  test('a series shows the picture that the studio chose, and links to it do', async ({ page }) => {
    const title = `Pictured ${randomUUID()}`
    const { id } = await made('series', { title })
    await itemsAre({ series_id: id })
    await choosesPicture(page, `series/${id}`, title)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await expect.poll(() => widthOfPicture(page)).toBe(WIDE_PIXELS)
    await expect.poll(() => sharedPicture(`/series/${id}`)).toBe(WIDE_PIXELS)
  })

  test('a series has its words and its episodes in order, and goes on past what is locked', async ({ page }) => {
    const title = `Seven nights ${randomUUID()}`
    const { id } = await made('series', { title, description: 'A week of sleep.' })
    await itemsAre({ series_id: id })
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/series/${id}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('A week of sleep.').waitFor()
    await page.getByText(/^2 episodes · /).waitFor()
    const episodes = page.getByRole('list', { name: 'Episodes' }).getByRole('listitem')
    await expect.poll(() => episodes.getByRole('link').allTextContents()).toEqual([PREMIUM_FILM.title, FREE_FILM.title])
    await episodes.first().getByText('locked').waitFor()
    await looksRight(page)
    await episodes.getByRole('link', { name: FREE_FILM.title }).press('Enter')
    await page.getByRole('heading', { level: 1, name: FREE_FILM.title }).waitFor()
    await page.goBack()
    await page.getByRole('main').getByRole('link', { name: 'Begin' }).press('Enter')
    await page.waitForURL(`**/content/${content.free}`)
  })

  test('a series without episodes says so, and one that there is not as well', async ({ page }) => {
    const { id } = await made('series', { title: `Prepared ${randomUUID()}` })
    await page.goto(`${webUrl}/series/${id}`)
    await page.getByText('No episode is published yet.').waitFor()
    await looksRight(page)
    await page.goto(`${webUrl}/series/${randomUUID()}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
  })

  test('a category shows the picture that the studio chose, and links to it do', async ({ page }) => {
    const name = `Pictured ${randomUUID()}`
    const { id, slug } = await made('categories', { name })
    await itemsAre({ category_id: id })
    await choosesPicture(page, `categories/${id}`, name)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await expect.poll(() => widthOfPicture(page)).toBe(WIDE_PIXELS)
    await expect.poll(() => sharedPicture(`/categories/${slug}`)).toBe(WIDE_PIXELS)
  })

  test('a category has its words, and what opens before what is locked', async ({ page }) => {
    const name = `Tides ${randomUUID()}`
    const { id, slug } = await made('categories', { name, description: 'By the sea.' })
    await itemsAre({ category_id: id })
    await page.goto(`${webUrl}/categories/${slug}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText('By the sea.').waitFor()
    await page.getByText('2 sessions', { exact: true }).waitFor()
    const cards = page.getByRole('region', { name: `All of ${name}` }).getByRole('article')
    await expect.poll(() => cards.getByRole('heading').allTextContents()).toEqual([FREE_FILM.title, PREMIUM_FILM.title])
    await looksRight(page)
    await cards.first().getByRole('link', { name: FREE_FILM.title }).press('Enter')
    await page.waitForURL(`**/content/${content.free}`)
  })

  test('an empty category says so, and one that there is not as well', async ({ page }) => {
    const { slug } = await made('categories', { name: `Still ${randomUUID()}` })
    await page.goto(`${webUrl}/categories/${slug}`)
    await page.getByRole('heading', { name: 'An empty shelf' }).waitFor()
    await looksRight(page)
    await page.goto(`${webUrl}/categories/${randomUUID()}`)
    await page.getByRole('heading', { level: 1, name: 'An empty shelf' }).waitFor()
  })
})

async function made(path: 'series' | 'categories', body: object): Promise<{ id: string; slug: string }> {
  const answer = await admin.post(`/api/studio/${path}`, body)
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return (await answer.json()) as { id: string; slug: string }
}

/** The film that needs a plan comes first, as an episode and as the newest. */
async function itemsAre(change: Partial<Membership>): Promise<void> {
  for (const item of before) {
    await belongs({ ...item, ...change, episode_number: item.id === content.premium ? 1 : 2 })
  }
}

async function belongs({ id, category_id, series_id, episode_number }: Membership): Promise<void> {
  const sql = 'update content set category_id = $2, series_id = $3, episode_number = $4 where id = $1'
  await inDatabase(system, sql, [id, category_id, series_id, episode_number])
}

/** Chooses a picture in the studio, and follows the link to the page that members see. */
async function choosesPicture(page: Page, path: string, name: string): Promise<void> {
  await signIn(page, webUrl, accounts.admin)
  await page.goto(`${webUrl}/studio/${path}`)
  await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PNG })
  await page.getByText('The picture is stored.').waitFor()
  await page.getByRole('img', { name: `Of ${name}` }).waitFor()
  expect(await violationsInBothSchemes(page)).toEqual([])
  await page.getByRole('link', { name: `See the page of ${name}` }).click()
}

function widthOfPicture(page: Page): Promise<number> {
  const picture = page.getByRole('main').locator('header img')
  return picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
}

/** How wide the picture is that a link to the page shows where it is passed on: what its frame says (SOF0). */
async function sharedPicture(path: string): Promise<number | undefined> {
  const html = await (await fetch(webUrl + path)).text()
  const picture = /<meta property="og:image" content="([^"]*)"/.exec(html)?.[1]
  if (!picture) return undefined
  const bytes = Buffer.from(await (await fetch(picture)).arrayBuffer())
  return bytes.readUInt16BE(bytes.indexOf(Buffer.from([0xff, 0xc0])) + 7)
}

/** A picture of 1 × 1 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
