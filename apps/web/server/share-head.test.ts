import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchShared, withShared } from './share-head.ts'

const PAGE = '<head><meta name="description" content="A quiet place." /><title>Better &amp; Bliss</title></head>'
const addresses = { frontendUrl: 'https://studio.example.com', backendUrl: 'https://api.example.com' }
const ID = '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b'
const facts = { title: 'Rain', description: 'Falls softly.', picture_path: `/content/covers/content/${ID}` }
const shown = (about: Partial<typeof facts> | { description: null } | { picture_path: null } = {}) =>
  withShared(PAGE, `/content/${ID}`, { ...facts, ...about }, addresses)

describe('the head of a page that is passed on', () => {
  test('says title, words, address and picture', () => {
    const page = shown()
    for (const part of [
      '<title>Rain · Better &amp; Bliss</title>',
      '<meta name="description" content="Falls softly." />',
      '<meta property="og:title" content="Rain" />',
      '<meta property="og:description" content="Falls softly." />',
      `<meta property="og:url" content="https://studio.example.com/content/${ID}" />`,
      `<meta property="og:image" content="https://api.example.com/content/covers/content/${ID}" />`,
      '<meta name="twitter:card" content="summary_large_image" />',
    ]) {
      expect(page).toContain(part)
    }
  })

  test('is the same as ever where nothing may be told', () => {
    expect(withShared(PAGE, '/content/x', null, addresses)).toBe(PAGE)
  })

  test('leaves out what there is not', () => {
    const page = shown({ description: null, picture_path: null })
    expect(page).not.toContain('og:image')
    expect(page).toContain('content="A quiet place."')
  })

  test('no word of the studio breaks out of it, nor is read as a replacement pattern', () => {
    const page = shown({ title: '</title><script>alert(1)</script>$&', description: '"><img src=x>$1' })
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('$&amp;')
  })

  test('cuts long words at a space', () => {
    expect(shown({ description: 'word '.repeat(100) })).toMatch(/og:description" content="(word ){39}word …"/)
  })
})

describe('what the API tells of a page', () => {
  let api: Server
  let url: string
  const asked: string[] = []
  beforeAll(async () => {
    api = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url?.includes('experts')) response.writeHead(404).end()
      else if (request.url?.includes('series')) response.end('not json')
      else response.end(JSON.stringify(facts))
    })
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  })
  afterAll(() => {
    api.closeAllConnections()
    api.close()
  })

  test('is asked for items, experts, series and categories alone', async () => {
    expect(await fetchShared(`/content/${ID}`, url)).toEqual(facts)
    for (const path of [
      '/',
      '/browse',
      '/content/rain',
      `/content/${ID}/more`,
      '/categories/deep%20sleep',
      `/members/${ID}`,
    ]) {
      expect(await fetchShared(path, url)).toBeNull()
    }
    expect(await fetchShared('/categories/deep-sleep', url)).toEqual(facts)
    expect(asked).toEqual([`/content/shared/content/${ID}`, '/content/shared/categories/deep-sleep'])
  })

  test('is nothing where it refuses, talks nonsense or does not answer', async () => {
    expect(await fetchShared(`/experts/${ID}`, url)).toBeNull()
    expect(await fetchShared(`/series/${ID}`, url)).toBeNull()
    expect(await fetchShared(`/content/${ID}`, 'http://127.0.0.1:9')).toBeNull()
  })
})
