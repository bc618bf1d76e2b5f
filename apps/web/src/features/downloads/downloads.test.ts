import type { ContentDetail } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError, unreachable } from '../../api/answer.ts'
import type { KeyValueStore } from '../../api/local-storage.ts'
import { memoryStorage } from '../streaming/testing/storage.ts'
import { settled } from '../streaming/testing/video.ts'
import { type BrowserDownloads, createDownloads } from './downloads.ts'
import { fetchAudio } from './fetch-audio.ts'
import { open } from './kept/chunk-cipher.ts'
import { DOWNLOADS_KEY, isComplete } from './kept/download.ts'
import type { DownloadStore } from './kept/store.ts'
import { DAY_MS, item, leasingApi } from './testing/leases.ts'
import { memoryStore } from './testing/memory-store.ts'
import { keepUp } from './upkeep.ts'

const PLAYLIST = '#EXTM3U\n#EXTINF:6,\nsegment0000.ts?n=1\n#EXTINF:6,\nsegment0001.ts?n=1\n#EXT-X-ENDLIST\n'
const RAIN = 'lease of rain'

let nowMs: number
let storage: KeyValueStore
let store: DownloadStore
let leasing: ReturnType<typeof leasingApi>
let downloads: BrowserDownloads
let fetched: string[]
let respond: (name: string) => Response | Promise<Response>
let rainItem: ContentDetail
let language: string | null
let toldTabs: string[]
let pausesMs: number[]

beforeEach(() => {
  nowMs = 1_000_000
  storage = memoryStorage()
  store = memoryStore()
  leasing = leasingApi()
  fetched = []
  rainItem = item('rain')
  language = null
  toldTabs = []
  pausesMs = []
  respond = (name) => new Response(name.endsWith('.m3u8') ? PLAYLIST : `sound of ${name}`)
  downloads = createDownloads({
    ...{ store, storage, api: leasing.api, nowMs: () => nowMs },
    exclusively: (act) => act(),
    fetchPicture: async () => null,
    tellTabs: () => void toldTabs.push('changed'),
    fetchAudio: (download, { signal, onChange }) =>
      fetchAudio(download, {
        ...{ store, api: leasing.api, signal, onChange, nowMs: Date.now },
        pause: async (ms) => void pausesMs.push(ms),
        fetch: async (url) => {
          const name = new URL(url).pathname.split('/').at(-1) ?? ''
          fetched.push(name)
          return respond(name)
        },
      }),
  })
})

const textOf = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes)
const shown = () => downloads.current().downloads ?? []

async function rests(): Promise<void> {
  do await settled()
  while (downloads.current().fetching.length > 0)
}

async function begin(): Promise<void> {
  await downloads.begin(rainItem, { memberId: 'dora', language })
  await rests()
}

const upkeep = (memberId: string | null = 'dora') =>
  keepUp(memberId, { downloads, api: leasing.api, clockMs: () => nowMs })

test('a browser that does not let its storage be opened says so, until it does', async () => {
  const all = vi.spyOn(store, 'all').mockRejectedValueOnce(new DOMException('Refused', 'InvalidStateError'))
  await expect(downloads.load()).rejects.toThrow('Refused')
  expect(downloads.current()).toMatchObject({ downloads: null, isRefused: true })
  all.mockRestore()
  await downloads.load()
  expect(downloads.current()).toMatchObject({ downloads: [], isRefused: false })
})

describe('a download', () => {
  test('is fetched by a stream, which ends then, and kept encrypted part by part', async () => {
    await begin()
    const [rain] = shown()
    if (!rain?.key) throw new Error('Nothing is kept')
    expect([isComplete(rain), rain.memberId, rain.position.position_seconds]).toEqual([true, 'dora', 12])
    expect(leasing.asked).toEqual(['take rain', 'open stream', 'end stream'])
    const sealed = await store.chunk(RAIN, 1)
    if (!sealed) throw new Error('A part is missing')
    expect(textOf(sealed)).not.toContain('sound')
    const plain = await open(rain.key, { id: RAIN, index: 1 }, sealed)
    expect(textOf(plain)).toBe('sound of segment0001.ts')
    expect(storage.getItem(DOWNLOADS_KEY)).not.toBeNull()
  })

  test('that is cut goes on with what is missing', async () => {
    respond = (name) => {
      if (name === 'segment0001.ts') throw new TypeError('Failed to fetch')
      return new Response(name.endsWith('.m3u8') ? PLAYLIST : name)
    }
    await begin()
    expect(downloads.current().troubles[RAIN]).toMatchObject({ isPassing: true })
    respond = (name) => new Response(name.endsWith('.m3u8') ? PLAYLIST : name)
    fetched = []
    downloads.resume(RAIN)
    await rests()
    expect(fetched).toEqual(['audio.m3u8', 'segment0001.ts'])
    expect([shown().every(isComplete), downloads.current().troubles]).toEqual([true, {}])
  })

  test('keeps all captions encrypted after the sound, and those that are new by then', async () => {
    const master = (...languages: string[]) =>
      languages
        .map((tag) => `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="${tag}",URI="sub-${tag}.m3u8"`)
        .join('\n')
    let offered = master('en')
    rainItem = { ...rainItem, captions: [{ language: 'en', label: 'English' }] }
    respond = (name) => {
      if (name === 'master.m3u8') return new Response(offered)
      if (/^sub-\w+\.m3u8$/.test(name)) return new Response(`#EXTM3U\n${name}.vtt\n#EXT-X-ENDLIST\n`)
      return new Response(name.endsWith('.m3u8') ? PLAYLIST : `words of ${name}`)
    }
    await begin()
    const [rain] = shown()
    const sealed = await store.chunk(RAIN, 2)
    if (!rain?.key || !sealed) throw new Error('A part is missing')
    expect([isComplete(rain), rain.captions?.length, textOf(sealed).includes('words')]).toEqual([true, 1, false])
    expect(textOf(await open(rain.key, { id: RAIN, index: 2 }, sealed))).toBe('words of sub-en.m3u8.vtt')
    offered = master('en', 'de')
    await downloads.change(RAIN, { chunksKept: 2 })
    downloads.resume(RAIN)
    await rests()
    expect(shown()[0]).toMatchObject({ chunkCount: 4, chunksKept: 4 })
  })

  test.each([
    ['de', 'audio-de.m3u8'],
    [null, 'audio.m3u8'],
  ])('is fetched in the language that was chosen: %s', async (chosen, expected) => {
    language = chosen
    const { openStream } = leasing.api
    leasing.api.openStream = async (id, session) => ({
      ...(await openStream(id, session)),
      hls_audio_tracks: ['en', 'de'].map((tag) => ({
        ...{ language: tag, label: tag },
        url: `https://edge.test/hls/rain/audio${tag === 'en' ? '' : `-${tag}`}.m3u8?n=1`,
      })),
    })
    await begin()
    expect(fetched[0]).toBe(expected)
  })

  test('whose item has other media by then is fetched anew', async () => {
    respond = (name) => {
      if (name === 'segment0001.ts') throw new TypeError('Failed to fetch')
      return new Response(name.endsWith('.m3u8') ? PLAYLIST : name)
    }
    await begin()
    respond = (name) => new Response(name.endsWith('.m3u8') ? PLAYLIST.replaceAll('segment', 'other') : name)
    fetched = []
    downloads.resume(RAIN)
    await rests()
    expect(fetched).toEqual(['audio.m3u8', 'other0000.ts', 'other0001.ts'])
  })

  test('a token that the edge does not take is worth another, and one more when the edge may know better', async () => {
    respond = (name) => (name === 'segment0000.ts' ? new Response(null, { status: 403 }) : new Response(PLAYLIST))
    await begin()
    expect(leasing.asked.filter((what) => what === 'open stream')).toHaveLength(3)
    expect(downloads.current().troubles[RAIN]?.words).toContain('could not be fetched')
  })

  test('goes on for a member whose plan was raised just now, once the edge has learned that', async () => {
    respond = (name) =>
      pausesMs.length === 0
        ? new Response(null, { status: 403 })
        : new Response(name.endsWith('.m3u8') ? PLAYLIST : name)
    await begin()
    expect([shown().map(isComplete), downloads.current().troubles, pausesMs]).toEqual([[true], {}, [5_000]])
  })

  test('that has no room says so', async () => {
    const { putChunk } = store
    store.putChunk = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    await begin()
    expect(downloads.current().troubles[RAIN]).toEqual({
      words: expect.stringContaining('no room left'),
      isPassing: false,
    })
    store.putChunk = putChunk
  })

  test('that the API refuses leaves nothing', async () => {
    leasing.refuse(new ApiError('Your plan keeps 10 downloads.', 409, 'download_limit'))
    await expect(begin()).rejects.toThrow('Your plan keeps 10 downloads.')
    expect([await store.all(), shown(), downloads.current().beginning]).toEqual([[], [], []])
  })

  test('that is removed is gone with its parts, and its lease is given up, later where there is no network', async () => {
    await begin()
    leasing.refuse(unreachable())
    await downloads.remove(RAIN)
    expect([await store.all(), await store.chunk(RAIN, 0), storage.getItem(DOWNLOADS_KEY)]).toEqual([
      [],
      undefined,
      null,
    ])
    leasing.refuse(null)
    await upkeep()
    expect([...leasing.leases.keys()]).toEqual([])
  })

  test('that another tab removes is shown here no more, and fetched no more; each change is told to other tabs', async () => {
    let release = () => {}
    const answers = new Promise<void>((resolve) => {
      release = resolve
    })
    respond = async (name) => {
      if (!name.endsWith('.m3u8')) await answers
      return new Response(name.endsWith('.m3u8') ? PLAYLIST : `sound of ${name}`)
    }
    await downloads.begin(rainItem, { memberId: 'dora', language })
    expect(toldTabs).toHaveLength(1)
    await store.remove(RAIN)
    await downloads.load()
    expect(shown()).toEqual([])
    release()
    await rests()
    expect([await store.all(), shown(), await store.chunk(RAIN, 0)]).toEqual([[], [], undefined])
  })
})

describe('what is kept', () => {
  beforeEach(begin)

  test('stays as it is where the API is out of reach', async () => {
    leasing.refuse(unreachable())
    await upkeep()
    expect(shown()).toHaveLength(1)
  })

  test.each(['plan', 'taken_down', 'limit'] as const)('is deleted when it is withdrawn: %s', async (reason) => {
    leasing.withdraw(RAIN, reason)
    await upkeep()
    expect([await store.all(), [...leasing.leases.keys()]]).toEqual([[], []])
  })

  test('is deleted when another device gave it up', async () => {
    leasing.leases.clear()
    await upkeep()
    expect(await store.all()).toEqual([])
  })

  test('is deleted when its member is suspended, somebody else, or nobody', async () => {
    leasing.refuse(new ApiError('Suspended', 403, 'account_suspended'))
    await upkeep()
    expect(await store.all()).toEqual([])
    leasing.refuse(null)
    for (const who of ['eve', null]) {
      await begin()
      await upkeep(who)
      expect(await store.all()).toEqual([])
    }
  })

  test('has its lease moved on after a week, and its key brought back where that had run out', async () => {
    leasing.asked.length = 0
    nowMs += 6 * DAY_MS
    await upkeep()
    expect(leasing.asked).toEqual(['list'])
    nowMs += 2 * DAY_MS
    await upkeep()
    expect(shown()[0]?.expiresAtMs).toBe(nowMs + 30 * DAY_MS)
    await downloads.change(RAIN, { key: null })
    await upkeep()
    expect(shown()[0]?.key).not.toBeNull()
  })

  test('whose device had a clock that was years ahead has the term of the clock that is right again', async () => {
    const rightMs = nowMs
    await downloads.change(RAIN, { key: null, lastSeenMs: rightMs + 10_000 * DAY_MS })
    nowMs = rightMs + DAY_MS
    await upkeep()
    expect(shown()[0]).toMatchObject({ lastSeenMs: nowMs, expiresAtMs: nowMs + 30 * DAY_MS })
    expect(shown()[0]?.key).not.toBeNull()
  })

  test('keeps its term where another country refuses to move it on', async () => {
    nowMs += 8 * DAY_MS
    const { take } = leasing.api
    leasing.api.take = () => Promise.reject(new ApiError('Not here', 403, 'not_in_country'))
    await upkeep()
    leasing.api.take = take
    expect(shown()[0]?.expiresAtMs).toBe(nowMs + 22 * DAY_MS)
  })
})
