import { createHash } from 'node:crypto'
import { seeded } from './seeded.ts'

/** The same requests for everybody, as `../shared/bench/drive.mjs` makes them. */
const CATEGORIES = 'mindfulness sleep anxiety focus breathwork yoga stress relationships grief energy'.split(' ')
const QUERIES = ['silence', 'ocean', 'body scan', 'gratitude', 'kind', 'calm', 'zzz', 'tension for', 'morning', 'pract']
const WORDS = ['calm', 'sleep', 'focus', 'breath', 'stress', 'body scan', 'morning', 'walking', 'mountain', 'ocean']
const DETAILS = 2_000
/** As many as a premium member may play at the same time. */
const STREAMED_ITEMS = 4

export function browsePaths(): string[] {
  return CATEGORIES.flatMap((category) => ['/content/browse?limit=20', `/content/browse?category=${category}&limit=20`])
}

/** Item by item as often as people ask for them: Zipf over the published items. */
export function detailPaths(items: number): string[] {
  const ids = publishedIds(items)
  const random = seeded(12_345)
  return Array.from(
    { length: DETAILS },
    () => `/content/detail/${ids[Math.floor(ids.length ** random()) - 1] ?? ids[0]}`,
  )
}

export function searchPaths(): string[] {
  return QUERIES.map((query) => `/content/search?q=${encodeURIComponent(query)}`)
}

/** Requests of players that go on in streams of their own, where the server knows such, or start anew. */
export async function streamPaths(baseUrl: string, cookie: string, items: number): Promise<string[]> {
  const streams = await startStreams(baseUrl, cookie, items)
  return streams.map(({ path, id }) => (id === undefined ? path : `${path}?session_id=${id}`))
}

/** Asks a server for streams, and for what it says of their tokens. */
export async function validatePaths(baseUrl: string, cookie: string, items: number): Promise<string[]> {
  return (await startStreams(baseUrl, cookie, items)).map(({ contentId, token }) => {
    return `/api/streaming/validate-stream-token?content_id=${contentId}&${token}`
  })
}

interface Stream {
  contentId: string
  path: string
  token: string
  id: string | undefined
}

/** Streams of a premium member. Those that run are gone on with: there may be no more. */
async function startStreams(baseUrl: string, cookie: string, items: number): Promise<Stream[]> {
  const ask = async (path: string) => fetch(baseUrl + path, { headers: { cookie } })
  const listed = await ask('/api/streaming/sessions')
  const { streams: running = [] } = listed.ok
    ? ((await listed.json()) as { streams?: { id: string; content_id: string }[] })
    : {}
  return Promise.all(
    publishedIds(items)
      .slice(0, STREAMED_ITEMS)
      .map(async (contentId) => {
        const path = `/api/streaming/content/${contentId}/stream`
        const known = running.find(({ content_id }) => content_id === contentId)
        const response = await ask(known ? `${path}?session_id=${known.id}` : path)
        if (!response.ok) throw new Error(`${baseUrl}${path} answered ${response.status}`)
        const answer = (await response.json()) as { hls_master: string; stream_session?: { id: string } }
        const token = new URL(answer.hls_master, baseUrl).search.slice(1)
        return { contentId, path, token, id: answer.stream_session?.id }
      }),
  )
}

/** More pages than a server can keep ready, each with at least twenty items in the smallest catalogue. */
export function newBrowsePaths(): string[] {
  const durations = Array.from({ length: 800 }, (_, index) => index + 1)
  return durations.flatMap((seconds) =>
    CATEGORIES.map((category) => `/content/browse?category=${category}&min_duration=${seconds}&limit=20`),
  )
}

/** What people type, letter by letter: more queries than a server can keep ready. */
export function newSearchPaths(): string[] {
  const titles = WORDS.flatMap((first) => WORDS.map((second) => `${first} for ${second}`))
  const typed = titles.flatMap((title) =>
    Array.from({ length: title.length - 2 }, (_, index) => title.slice(0, index + 3)),
  )
  const queries = [...new Set(typed.filter((text) => !text.endsWith(' ')))]
  return [20, 19, 18].flatMap((limit) =>
    queries.map((query) => `/content/search?q=${encodeURIComponent(query)}&limit=${limit}`),
  )
}

/** The same with two neighbouring letters swapped in a word of each. */
export function misspelledSearchPaths(): string[] {
  return newSearchPaths().map((path) => path.replace(/(q=\w)(\w)(\w)(?=\w{2})/, '$1$3$2'))
}

/** Letter by letter, as a search field asks. */
export function suggestPaths(): string[] {
  return newSearchPaths().map((path) =>
    path.replace('/search?', '/suggest?').replace(/&limit=(\d+)/, '%20$1%20min&filters_from_words=true'),
  )
}

export function publishedIds(items: number): string[] {
  const published = Array.from({ length: items }, (_, index) => index).filter((index) => index % 10 !== 9)
  return published.map((index) => md5Uuid(`content-${index}`))
}

export function md5Uuid(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
