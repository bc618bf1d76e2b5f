import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent, insertExpert, insertSeries, publish } from '../../testing/catalogue-rows.ts'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const { db } = server
const [categoryId, expertId, seriesId] = [
  await insertCategory(db, 'Breath'),
  await insertExpert(db, 'Maya Lin'),
  await insertSeries(db, 'First Week'),
]
const premium = await publish(server, {
  title: 'Advanced Meditation',
  description: 'Deep breathing techniques…',
  tier: 'premium',
  durationSeconds: 1200,
  heights: [360, 480, 1080],
  categoryId,
  expertId,
  seriesId,
  episode: 3,
  choices: {
    captions: [{ language: 'de', label: 'Deutsch' }],
    audioLanguages: [
      { language: 'en', label: 'English', name: 'audio' },
      { language: 'fr', label: 'Français', name: 'audio-fr' },
    ],
    chapters: [
      { title: 'Arriving', startSeconds: 0 },
      { title: 'Breathing', startSeconds: 90.5 },
    ],
  },
})
const basic = await publish(server, { title: 'Ocean', tier: 'basic', type: 'audio' })
const unready = await publish(server, { title: 'Soon', isReady: false, hasPictures: false })
const get = (id: string, cookies?: string) => server.request('GET', `/content/detail/${id}`, cookies ? { cookies } : {})

describe('GET /content/detail/{content_id}', () => {
  test('200: an item above the tier is described, locked, and says what would open it', async () => {
    const response = await get(premium)
    expect(response.statusCode).toBe(200)
    const picture = (name: string) => expect.stringMatching(new RegExp(`/hls/${premium}/${name}\\.jpg\\?e=\\d{10}&`))
    expect(response.json()).toEqual({
      id: premium,
      title: 'Advanced Meditation',
      slug: expect.any(String),
      description: 'Deep breathing techniques…',
      description_html: '<p>Deep breathing techniques…</p>',
      content_type: 'video',
      access_tier: 'premium',
      duration_seconds: 1200,
      thumbnail_url: picture('thumbnail'),
      poster_url: picture('poster'),
      waveform_url: null,
      locked: true,
      can_access: false,
      can_stream: false,
      upgrade_message: 'Premium subscription required to access this content',
      tags: [],
      language: null,
      qualities: ['360p', '480p', '1080p'],
      captions: [{ language: 'de', label: 'Deutsch' }],
      audio_languages: [
        { language: 'en', label: 'English' },
        { language: 'fr', label: 'Français' },
      ],
      chapters: [
        { title: 'Arriving', start_seconds: 0 },
        { title: 'Breathing', start_seconds: 90.5 },
      ],
      category: { id: categoryId, name: 'Breath', slug: 'breath' },
      expert: { id: expertId, name: 'Maya Lin', slug: 'maya-lin' },
      series: { id: seriesId, name: 'First Week', slug: 'first-week' },
      episode_number: 3,
      featured: false,
      trending: false,
      is_hls_ready: true,
      created_at: expect.any(String),
    })
  })

  test('200: basic content is locked for the free tier too, and says so', async () => {
    const answer = (await get(basic)).json()
    expect(answer).toMatchObject({
      locked: true,
      can_stream: false,
      upgrade_message: 'Basic subscription required to access this content',
      waveform_url: expect.stringContaining('/waveform.png?e='),
    })
  })

  test('200: a premium member may stream it, and is not asked to upgrade', async () => {
    const answer = (await get(premium, await signUpAs(server, 'premium'))).json()
    expect(answer).toMatchObject({ locked: false, can_access: true, can_stream: true, is_hls_ready: true })
    expect(answer).not.toHaveProperty('upgrade_message')
  })

  test('200: an item that is still being prepared is open but cannot be streamed yet', async () => {
    expect((await get(unready)).json()).toMatchObject({ locked: false, can_stream: false, is_hls_ready: false })
  })

  test('200: no media key or address is in it, for nobody and for an admin', async () => {
    for (const cookies of [undefined, await signUpAs(server, 'free', 'admin')]) {
      expect((await get(premium, cookies)).body).not.toMatch(/m3u8|s3_key|sources\/|\.mp4|playlist|md5=|sid=/)
    }
  })

  test('200: an id in capitals and an address with a slash at its end are the same item', async () => {
    expect((await get(premium.toUpperCase())).json().id).toBe(premium)
    expect((await get(`${premium}/`)).json().id).toBe(premium)
  })

  test.each([
    ['a word', 'meditation'],
    ['a number', '7'],
    ['an id without hyphens', premium.replaceAll('-', '')],
    ['an id with a brace', `{${premium}}`],
    ['an id with a blank behind it', `${premium}%20`],
    ['an id with SQL behind it', `${premium}'or'1'='1`],
    ['an id that is too long', `${premium}0`],
    ['a NUL', '%00'],
    ['climbing', '..%2f..%2fetc%2fpasswd'],
    ['two hundred characters', 'x'.repeat(200)],
    ['a broken escape', '%zz'],
  ])('400: %s', async (_, id) => {
    const response = await get(id)
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.headers['x-content-type-options']).toBe('nosniff')
  })

  test('400: the words are the specified ones', async () => {
    expect((await get('meditation')).json()).toMatchObject({ detail: 'Invalid ID format', code: 'invalid_id' })
  })

  test('404: unknown, draft and archived items cannot be told apart', async () => {
    const draft = await insertContent(db, { title: 'Draft', status: 'draft' })
    const archived = await insertContent(db, { title: 'Archived', status: 'archived' })
    const answers = await Promise.all([draft, archived, randomUUID()].map((id) => get(id)))
    for (const response of answers) {
      expect(response.statusCode).toBe(404)
      expect({ ...response.json(), request_id: '' }).toEqual({ ...answers[0]?.json(), request_id: '' })
    }
    expect(answers[0]?.json().detail).toBe('Content not found')
  })
})
