import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { testClock } from '../../../testing/test-clock.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { jpeg, segment } from './testing/jpeg.ts'
import { studioShelves } from './testing/studio-shelves.ts'
import { sweepPictures } from './unused-pictures.ts'

const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-pictures-'))
const server = await testServer({ MEDIA_DIR: folder })
const other = await secondServer(server, { MEDIA_DIR: folder })
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const { creator, ask, send, made, refusals, actsOn, bothShow } = await studioShelves(server, other)
const { store } = server.parts.personalData
const pictures = async () => (await store.list('hls/')).keys.filter((key) => key.endsWith('thumbnail.jpg'))

interface Kind {
  shelves: string
  urls: string
  /** What makes one. */
  body: object
  /** As members are told of it. */
  shown: { url: (id: string) => string; pictureIn: (answer: never, id: string) => string | null | undefined }
  act: string
}

const CATEGORY: Kind = {
  shelves: '/categories',
  urls: '/category-pictures',
  body: { name: 'Pictured' },
  shown: {
    url: () => '/content/categories',
    pictureIn: ({ categories }: { categories: { id: string; picture_url: string | null }[] }, id) =>
      categories.find((one) => one.id === id)?.picture_url,
  },
  act: 'category',
}
const EXPERT: Kind = {
  shelves: '/experts',
  urls: '/expert-pictures',
  body: { name: 'Pictured' },
  shown: {
    url: (id) => `/content/experts/${id}`,
    pictureIn: ({ avatar_url: url }: { avatar_url?: string | null }) => url,
  },
  act: 'expert',
}
const SERIES: Kind = {
  shelves: '/series',
  urls: '/series-pictures',
  body: { title: 'Pictured' },
  shown: {
    url: (id) => `/content/series/${id}`,
    pictureIn: ({ picture_url: url }: { picture_url?: string | null }) => url,
  },
  act: 'series',
}

describe('PUT /api/studio/category-pictures/{id}', () => isSet(CATEGORY))
describe('PUT /api/studio/expert-pictures/{id}', () => isSet(EXPERT))
describe('PUT /api/studio/series-pictures/{id}', () => isSet(SERIES))
describe('DELETE /api/studio/category-pictures/{id}', () => isRemoved(CATEGORY))
describe('DELETE /api/studio/expert-pictures/{id}', () => isRemoved(EXPERT))
describe('DELETE /api/studio/series-pictures/{id}', () => isRemoved(SERIES))

function setterOf({ urls }: Kind) {
  return (id: string, body: Buffer | string = jpeg({ width: 320, height: 320 }), as?: string) =>
    send('PUT', `${urls}/${id}`, { body, as })
}

function isSet(kind: Kind): void {
  const { shelves, urls, body, shown } = kind
  const setPicture = setterOf(kind)

  test('401: without a session; 403: for whoever may not', async () => {
    expect((await setPicture(randomUUID(), undefined, '')).statusCode).toBe(401)
    expect((await setPicture(randomUUID(), undefined, creator)).statusCode).toBe(403)
  })

  test('400: an id that is none; 404: what is not there, and nothing is kept', async () => {
    expect((await setPicture('one')).statusCode).toBe(400)
    expect((await setPicture(randomUUID())).statusCode).toBe(404)
    expect(await pictures()).toEqual([])
  })

  test('200: members see it without its remarks; another one has another address, and the former is gone', async () => {
    const { id } = await made(shelves, body)
    const remarks = [segment(0xe1, 'Exif: 47.37 N, 8.54 E')]
    const first = (await setPicture(id, jpeg({ width: 320, height: 320, remarks }))).json()
    const [key = ''] = await pictures()
    expect(await store.read(key)).toEqual(jpeg({ width: 320, height: 320 }))
    expect(first.picture_url).toContain(key)
    await bothShow(shown.url(id), (answer) => shown.pictureIn(answer, id) === first.picture_url)
    const second = (await setPicture(id)).json()
    expect(await pictures()).toHaveLength(1)
    expect(second).toMatchObject({ version: first.version })
    expect(second.picture_url.split('?')[0]).not.toBe(first.picture_url.split('?')[0])
    await ask('DELETE', `${urls}/${id}`)
    await bothShow(shown.url(id), (answer) => shown.pictureIn(answer, id) === null)
  })

  test('200: another one counts although the store does not remove the former, which goes later', async () => {
    const { id } = await made(shelves, body)
    const first = (await setPicture(id)).json()
    const second = await withoutDeleting(() => setPicture(id))
    expect(second.statusCode).toBe(200)
    expect(second.json().picture_url).not.toBe(first.picture_url)
    expect(await pictures()).toHaveLength(2)
    await sweptLater()
    const [left = '', ...more] = await pictures()
    expect(second.json().picture_url).toContain(left)
    expect(more).toEqual([])
    await ask('DELETE', `${urls}/${id}`)
  })

  test('404: what is not there, and of what the store does not remove nothing stays for good', async () => {
    expect((await withoutDeleting(() => setPicture(randomUUID()))).statusCode).toBe(404)
    expect(await pictures()).toHaveLength(1)
    await sweptLater()
    expect(await pictures()).toEqual([])
  })

  test('422: what is no JPEG, and what is too small or too large', async () => {
    const { id } = await made(shelves, body)
    for (const wrong of [Buffer.from('GIF89a'), jpeg({ width: 32, height: 32 }), jpeg({ width: 2_001, height: 300 })]) {
      expect((await setPicture(id, wrong)).statusCode).toBe(422)
    }
    expect(await pictures()).toEqual([])
  })
}

/** The store answers, and does not delete. */
async function withoutDeleting<T>(act: () => Promise<T>): Promise<T> {
  const failing = vi.spyOn(store, 'delete').mockRejectedValue(new Error('The store does not delete'))
  try {
    const done = await act()
    expect(server.logged.splice(0).every((line) => line.includes('is removed later'))).toBe(true)
    return done
  } finally {
    failing.mockRestore()
  }
}

async function sweptLater(): Promise<void> {
  await sweepPictures({ db: server.db, store, clock: testClock(server.clock.nowMs() + 2 * 3_600_000) })
}

function isRemoved(kind: Kind): void {
  const { shelves, urls, body, act } = kind
  refusals('DELETE', urls)

  test('200: the file goes, too, as it does with what it is of', async () => {
    const { id } = await made(shelves, body)
    await setterOf(kind)(id)
    expect((await ask('DELETE', `${urls}/${id}`)).json()).toMatchObject({ picture_url: null })
    expect(await pictures()).toEqual([])
    expect(await actsOn(id)).toEqual([`${act}.created`, `${act}.picture_set`, `${act}.picture_set`])
    await setterOf(kind)(id)
    expect((await ask('DELETE', `${shelves}/${id}`)).statusCode).toBe(200)
    expect(await pictures()).toEqual([])
  })

  test('200: also where the store does not remove the file, which goes later', async () => {
    const [one, other] = [await made(shelves, body), await made(shelves, body)]
    for (const { id } of [one, other]) await setterOf(kind)(id)
    await withoutDeleting(async () => {
      expect((await ask('DELETE', `${urls}/${one.id}`)).json()).toMatchObject({ picture_url: null })
      expect((await ask('DELETE', `${shelves}/${other.id}`)).statusCode).toBe(200)
    })
    expect(await pictures()).toHaveLength(2)
    await sweptLater()
    expect(await pictures()).toEqual([])
  })
}
