import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertContent, insertExpert, publish } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const sleep = await insertCategory(server.db, 'Deep Sleep')
const maya = await insertExpert(server.db, 'Maya Lin')
await publish(server, { title: 'Ocean Waves', description: 'For a calm night', categoryId: sleep, tier: 'premium' })
await publish(server, { title: 'Breathing Basics', expertId: maya })
for (const part of 'abcdefghij') await publish(server, { title: `Rain ${part}` })
await insertContent(server.db, { title: 'Ocean Draft', status: 'draft' })

const suggest = (q: string, more = '') => server.request('GET', `/content/suggest?q=${encodeURIComponent(q)}${more}`)
const suggestions = async (q: string, more = '') =>
  (await suggest(q, more))
    .json()
    .suggestions.map(({ kind, text }: { kind: string; text: string }) => `${kind}: ${text}`)

describe('GET /content/suggest', () => {
  test.each([
    ['a title, as it is typed', 'oce', ['content: Ocean Waves']],
    ['an expert, also by what follows the first name', 'lin', ['expert: Maya Lin']],
    ['a category', 'deep sl', ['category: Deep Sleep']],
    [
      'the question without its mistakes, in the letters it is written in',
      'braething',
      ['correction: breathing', 'content: Breathing Basics'],
    ],
    ['nothing for a word of a description', 'calm', []],
    ['nothing for a draft', 'draft', []],
    ['nothing for what no text has', 'xqzvwk', []],
    ['nothing for signs', '%', []],
  ])('200: suggests %s', async (_, q, expected) => {
    expect(await suggestions(q)).toEqual(expected)
  })

  test('200: each leads somewhere', async () => {
    const {
      suggestions: [expert],
    } = (await suggest('maya')).json()
    expect(expert).toMatchObject({ kind: 'expert', id: maya })
  })

  test('200: there are eight at most', async () => {
    expect(await suggestions('rain')).toHaveLength(8)
  })

  test('200: words that are filters narrow what is suggested, on request', async () => {
    expect(await suggestions('ocean free')).toEqual([])
    expect(await suggestions('waves free', '&filters_from_words=true')).toEqual([])
    expect(await suggestions('breathing free', '&filters_from_words=true')).toEqual(['content: Breathing Basics'])
    expect(await suggestions('free', '&filters_from_words=true')).toEqual([])
  })

  test('200: an answer that stood ready is made anew when an item comes', async () => {
    expect(await suggestions('glacier')).toEqual([])
    await insertContent(server.db, { title: 'Glacier' })
    await until(async () => String(await suggestions('glacier')) === 'content: Glacier')
  })

  test.each([
    ['no words', '   '],
    ['201 characters', 'x'.repeat(201)],
    ['a NUL', 'ocean\0'],
  ])('422: %s', async (_, q) => {
    const response = await suggest(q)
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['querystring', 'q'])
  })

  test('422: no parameter', async () => {
    expect((await server.request('GET', '/content/suggest')).statusCode).toBe(422)
  })
})
