import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent, insertExpert, publish } from '../../testing/catalogue-rows.ts'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const sleep = await insertCategory(server.db, 'Deep Sleep')
const maya = await insertExpert(server.db, 'Maya Lin-Okafor')
await publish(server, { title: 'Ocean Waves', description: 'For a calm night', categoryId: sleep, tier: 'premium' })
await publish(server, { title: 'Rain', description: 'Like an ocean of drops' })
await publish(server, { title: 'Breathing Basics', expertId: maya })
await publish(server, { title: 'Żółte Światło', description: '木蘭 and 100% wool_socks' })
await publish(server, { title: 'Body Scan' })
await insertContent(server.db, { title: 'Ocean Draft', status: 'draft' })

const search = (q: string, more = '', cookies?: string) =>
  server.request('GET', `/content/search?q=${encodeURIComponent(q)}${more}`, cookies ? { cookies } : {})
const titles = async (q: string) => (await search(q)).json().content.map(({ title }: { title: string }) => title)

describe('GET /content/search', () => {
  test('200: answers in the shape of browse, for the viewer who asks', async () => {
    const response = await search('ocean')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({
      content: [
        { title: 'Ocean Waves', locked: true },
        { title: 'Rain', locked: false },
      ],
      total: 2,
      limit: 20,
      offset: 0,
      user_authenticated: false,
      premium_available: true,
    })
    expect(response.body).not.toMatch(/m3u8|s3_key|sources\/|md5=/)
    const member = (await search('ocean', '', await signUpAs(server, 'premium'))).json()
    expect(member).toMatchObject({ content: [{ locked: false }, {}], user_authenticated: true })
  })

  test.each([
    ['a title weighs more than a description', 'ocean', ['Ocean Waves', 'Rain']],
    ['a word of a description is found', 'drops', ['Rain']],
    ['words may be unfinished, as one types', 'oce wav', ['Ocean Waves']],
    ['other forms of a word are found', 'wave', ['Ocean Waves']],
    ['every word must be there', 'ocean drops', ['Rain']],
    ['the name of an expert is found', 'maya', ['Breathing Basics']],
    ['both parts of a double name are found', 'okafor', ['Breathing Basics']],
    ['the name of a category is found', 'sleep', ['Ocean Waves']],
    ['a wrong letter is forgiven', 'braething', ['Breathing Basics']],
    ['a missing letter is forgiven', 'breathng basics', ['Breathing Basics']],
    ['capitals do not matter', 'OCEAN', ['Ocean Waves', 'Rain']],
    ['letters of every alphabet count', 'żółte', ['Żółte Światło']],
    ['as do letters in their decomposed form', 'żółte'.normalize('NFD'), ['Żółte Światło']],
    ['drafts are not found', 'draft', []],
    ['nonsense finds nothing', 'xqzvwk', []],
  ])('200: %s', async (_, q, expected) => {
    expect(await titles(q)).toEqual(expected)
  })

  test.each([
    ':*',
    '&',
    '|',
    '!',
    '!!ocean',
    "'",
    "ocean' & 'x",
    '%',
    '_',
    '\\',
    '\\\\:*',
    '<->',
    'ocean <-> waves)',
    '((((',
    "'; drop table content; --",
    '💤🌊',
    '½ ² ⅷ',
    'the and of',
    '*'.repeat(200),
    'word '.repeat(40),
    'x'.repeat(200),
    '\u202e\ufeff\u200d',
    'İ',
  ])('200: %j is only text', async (q) => {
    const response = await search(q)
    expect(response.statusCode).toBe(200)
  })

  test('200: bytes that are no text are only text', async () => {
    for (const q of ['%ED%A0%80', '%ff%fe', '%E0%A4%A', '%', '%%%zz', '+%20ocean+']) {
      expect((await server.request('GET', `/content/search?q=${q}`)).statusCode, q).toBe(200)
    }
  })

  test('200: wildcards of LIKE and operators of the query language match nothing by themselves', async () => {
    for (const q of ['%', '_', '%%%', '*', ':*', '!x', '&&', '\\']) expect(await titles(q), q).toEqual([])
  })

  test.each([
    ['tier=premium', ['Ocean Waves']],
    ['tier=free', ['Rain']],
    ['category=deep-sleep', ['Ocean Waves']],
    ['content_type=audio', []],
  ])('200: %s narrows what was found, in the same order', async (filter, expected) => {
    const { content, total } = (await search('ocean', `&${filter}`)).json()
    expect([content.map(({ title }: { title: string }) => title), total]).toEqual([expected, expected.length])
  })

  test('200: says how it understood a misspelled word, as that is written', async () => {
    expect((await search('Zołte swaitlo')).json()).toMatchObject({
      content: [{ title: 'Żółte Światło' }],
      corrected_q: 'Zołte światło',
    })
    expect((await search('ocean')).json()).toMatchObject({ corrected_q: null, readings: [] })
  })

  test('200: words are words until somebody asks for filters', async () => {
    await publish(server, { title: 'Free Fall', tier: 'premium', description: '10 min of video' })
    expect(await titles('free fall 10 min video')).toEqual(['Free Fall'])
    const read = (await search('ocean free', '&filters_from_words=true')).json()
    expect(read).toMatchObject({
      content: [{ title: 'Rain' }],
      total: 1,
      readings: [{ words: 'free', filters: { tier: 'free' }, q_without: 'ocean' }],
    })
    const quoted = (await search('"free" fall', '&filters_from_words=true')).json()
    expect(quoted).toMatchObject({ content: [{ title: 'Free Fall' }], readings: [] })
  })

  test('200: where all words are filters, all that pass them are found', async () => {
    const read = (await search('free video', '&filters_from_words=true&limit=100')).json()
    const browsed = (await server.request('GET', '/content/browse?tier=free&content_type=video&limit=100')).json()
    expect(read.content).toEqual(browsed.content)
    expect(read.readings).toHaveLength(2)
  })

  test('200: no voice is a tag or a language of the item', async () => {
    await publish(server, { title: 'Quiet Harp', tags: ['no voice'] })
    await publish(server, { title: 'Spoken Harp' })
    const asked = () => search('harp, no voice', '&filters_from_words=true')
    await until(async () => (await asked()).json().total === 1)
    expect((await asked()).json()).toMatchObject({ content: [{ title: 'Quiet Harp' }] })
    expect((await search('harp', '&voice=true')).json()).toMatchObject({ content: [{ title: 'Spoken Harp' }] })
  })

  test('200: pages know the total', async () => {
    const page = (await search('ocean', '&limit=1&offset=1')).json()
    expect(page).toMatchObject({ total: 2, limit: 1, offset: 1, content: [{ title: 'Rain' }] })
  })

  test('200: an answer that stood ready is made anew when an item comes', async () => {
    expect(await titles('glacier')).toEqual([])
    await insertContent(server.db, { title: 'Glacier' })
    await until(async () => String(await titles('glacier')) === 'Glacier')
  })

  test.each([
    ['no words', ''],
    ['blanks', '   '],
    ['201 characters', 'x'.repeat(201)],
    ['a NUL', 'ocean\0'],
  ])('422: %s', async (_, q) => {
    const response = await search(q)
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['querystring', 'q'])
  })

  test('422: no parameter, or two', async () => {
    for (const query of ['', '?q=a&q=b', '?limit=5']) {
      expect((await server.request('GET', `/content/search${query}`)).statusCode).toBe(422)
    }
  })
})
