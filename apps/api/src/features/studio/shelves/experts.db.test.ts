import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { jpeg, segment } from './testing/jpeg.ts'
import { studioShelves } from './testing/studio-shelves.ts'

const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-shelves-'))
const server = await testServer({ MEDIA_DIR: folder })
const other = await secondServer(server, { MEDIA_DIR: folder })
const { db } = server
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const { creator, ask, send, made, lists, refusesStrangers, refusals, actsOn, bothShow } = await studioShelves(
  server,
  other,
)

const EXPERTS = '/experts'
const PICTURES = '/expert-pictures'

describe('GET /api/studio/experts', () => lists(EXPERTS, { name: 'Listed' }))

describe('POST /api/studio/experts', () => {
  refusesStrangers('POST', EXPERTS, { name: 'Ada' })

  test('200: members see the expert, with a bio in Markdown', async () => {
    const expert = await made(EXPERTS, { name: 'Maya Lind', title: 'Teacher', bio: 'Teaches *breath*.' })
    expect(expert).toMatchObject({ slug: 'maya-lind', featured: true, picture_url: null, items: 0 })
    await bothShow(`/content/experts/${expert.id}`, ({ bio, bio_html: html }: { bio?: string; bio_html?: string }) => {
      return bio === 'Teaches breath.' && html === '<p>Teaches <em>breath</em>.</p>'
    })
  })

  test('409: a slug that another one has; 422: a title that is too long', async () => {
    await made(EXPERTS, { name: 'Ines', slug: 'ines' })
    expect((await ask('POST', EXPERTS, { body: { name: 'Ines', slug: 'ines' } })).statusCode).toBe(409)
    expect((await ask('POST', EXPERTS, { body: { name: 'Ines', title: 'x'.repeat(121) } })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/experts/{id}', () => {
  refusals('GET', EXPERTS)

  test('200: as it is', async () => {
    const expert = await made(EXPERTS, { name: 'Single' })
    expect((await ask('GET', `${EXPERTS}/${expert.id}`)).json()).toEqual(expert)
  })
})

describe('PATCH /api/studio/experts/{id}', () => {
  refusals('PATCH', EXPERTS, { version: 1 })

  test('200: 409 and 422 as for a category', async () => {
    const { id } = await made(EXPERTS, { name: 'Changing' })
    const changed = await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 1, featured: false } })
    expect(changed.json()).toMatchObject({ featured: false, version: 2 })
    expect((await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 1, name: 'Late' } })).statusCode).toBe(409)
    expect((await ask('PATCH', `${EXPERTS}/${id}`, { body: { version: 2, name: '' } })).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/experts/{id}', () => {
  refusals('DELETE', EXPERTS)

  test('200: with the picture; 409 with items, 422 where they shall go to nobody', async () => {
    const { id } = await made(EXPERTS, { name: 'Leaving' })
    await setPicture(id)
    const item = await insertContent(db, { title: 'Theirs', expertId: id })
    expect((await ask('DELETE', `${EXPERTS}/${id}`)).statusCode).toBe(409)
    expect((await ask('DELETE', `${EXPERTS}/${id}?move_to=${randomUUID()}`)).statusCode).toBe(422)
    await db.query('', 'update content set expert_id = null where id = $1', [item])
    expect((await ask('DELETE', `${EXPERTS}/${id}`)).statusCode).toBe(200)
    expect(await picturesOf(server)).toEqual([])
  })
})

const setPicture = (id: string, body: Buffer | string = jpeg({ width: 320, height: 320 }), as?: string) =>
  send('PUT', `${PICTURES}/${id}`, { body, as })
const picturesOf = async ({ parts }: typeof server) =>
  (await parts.personalData.store.list('hls/')).keys.filter((key) => key.endsWith('thumbnail.jpg'))

describe('PUT /api/studio/expert-pictures/{id}', () => {
  test('401: without a session; 403: for whoever may not', async () => {
    expect((await setPicture(randomUUID(), undefined, '')).statusCode).toBe(401)
    expect((await setPicture(randomUUID(), undefined, creator)).statusCode).toBe(403)
  })

  test('400: an id that is none; 404: nobody, and nothing is kept', async () => {
    expect((await setPicture('maya')).statusCode).toBe(400)
    expect((await setPicture(randomUUID())).statusCode).toBe(404)
    expect(await picturesOf(server)).toEqual([])
  })

  test('200: members see it without its remarks; another one has another address, and the former is gone', async () => {
    const { id } = await made(EXPERTS, { name: 'Pictured' })
    const remarks = [segment(0xe1, 'Exif: 47.37 N, 8.54 E')]
    const first = (await setPicture(id, jpeg({ width: 320, height: 320, remarks }))).json()
    const [key = ''] = await picturesOf(server)
    expect(await server.parts.personalData.store.read(key)).toEqual(jpeg({ width: 320, height: 320 }))
    expect(first.picture_url).toContain(key)
    await bothShow(
      `/content/experts/${id}`,
      ({ avatar_url: url }: { avatar_url?: string }) => url === first.picture_url,
    )
    const second = (await setPicture(id)).json()
    expect(await picturesOf(server)).toHaveLength(1)
    expect(second).toMatchObject({ version: first.version })
    expect(second.picture_url.split('?')[0]).not.toBe(first.picture_url.split('?')[0])
    await ask('DELETE', `${PICTURES}/${id}`)
  })

  test('422: what is no JPEG, and what is too small or too large', async () => {
    const { id } = await made(EXPERTS, { name: 'Refused' })
    for (const body of [Buffer.from('GIF89a'), jpeg({ width: 32, height: 32 }), jpeg({ width: 2_001, height: 300 })]) {
      expect((await setPicture(id, body)).statusCode).toBe(422)
    }
    expect(await picturesOf(server)).toEqual([])
  })
})

describe('DELETE /api/studio/expert-pictures/{id}', () => {
  refusals('DELETE', PICTURES)

  test('200: the file goes, too', async () => {
    const { id } = await made(EXPERTS, { name: 'Unpictured' })
    await setPicture(id)
    expect((await ask('DELETE', `${PICTURES}/${id}`)).json()).toMatchObject({ picture_url: null })
    expect(await picturesOf(server)).toEqual([])
    expect(await actsOn(id)).toEqual(['expert.created', 'expert.picture_set', 'expert.picture_set'])
  })
})
