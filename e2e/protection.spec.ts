import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { type Client, signedIn, streamOf } from './client.ts'

const { apiUrl, edgeUrl, dataDir, accounts } = inject('system')
const content = inject('content')
let member: Client

beforeAll(async () => {
  member = await signedIn(apiUrl, accounts.free)
})

describe('a media address', () => {
  test('opens what it was made for, and every address in its playlists opens too', async () => {
    const { hls_master } = await streamOf(member, content.free)
    const variants = await addressesIn(hls_master)
    const segments = await addressesIn(variants[0] ?? '')
    expect(variants).toHaveLength(2)
    expect(segments.length).toBeGreaterThan(2)
    for (const url of segments) expect((await fetch(url)).status).toBe(200)
  })

  test('without its token opens nothing: 403', async () => {
    const { hls_master, thumbnail } = await streamOf(member, content.free)
    for (const url of [hls_master, thumbnail]) expect((await fetch(url.split('?', 1)[0] ?? '')).status).toBe(403)
  })

  test('that was tampered with opens nothing: 403', async () => {
    const { hls_master } = await streamOf(member, content.free)
    const another = (digit: string) => (digit === '0' ? '1' : '0')
    const changed = [
      hls_master.replace(/(?<=[?&]e=\d{9})\d/, another),
      hls_master.replace('q=480', 'q=1080'),
      hls_master.replace(/(?<=uid=)./, another),
      hls_master.replace(/(?<=&h=).*/, 'AAAAAA.AAAA'),
    ]
    for (const url of changed) {
      expect(url).not.toBe(hls_master)
      expect((await fetch(url)).status, url).toBe(403)
    }
  })

  test('of one film opens no other: 403', async () => {
    const { hls_master } = await streamOf(member, content.free)
    expect((await fetch(hls_master.replace(content.free, content.premium))).status).toBe(403)
  })

  test('opens no quality above the tier: 403', async () => {
    const { hls_master } = await streamOf(member, content.free)
    expect((await fetch(hls_master.replace('master.m3u8', '720p.m3u8'))).status).toBe(403)
  })

  test('that is genuine and late is gone: 410', async () => {
    expect((await fetch(await expiredAddress())).status).toBe(410)
  })

  test('that was copied stops working when its owner signs out: 403', async () => {
    const owner = await signedIn(apiUrl, accounts.basic)
    const { hls_master } = await streamOf(owner, content.free)
    expect((await fetch(hls_master)).status).toBe(200)
    await owner.post('/auth/logout')
    await expect.poll(async () => (await fetch(hls_master)).status, { interval: 100 }).toBe(403)
    const specified = hls_master.replace(/&q=.*/, '')
    expect((await fetch(specified)).status).toBe(403)
  })
})

describe('a locked film', () => {
  test('is refused with the way to open it: 403', async () => {
    const response = await member.get(`/api/streaming/content/${content.premium}/stream`)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ detail: 'Premium subscription required to access this content' })
  })

  test('plays for those whose tier allows it', async () => {
    const premium = await signedIn(apiUrl, accounts.premium)
    expect((await fetch((await streamOf(premium, content.premium)).hls_master)).status).toBe(200)
  })
})

/** The addresses of a playlist, as a player reads them. */
async function addressesIn(playlist: string): Promise<string[]> {
  const text = await (await fetch(playlist)).text()
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'))
  return lines.map((line) => new URL(line, playlist).href)
}

async function expiredAddress(): Promise<string> {
  const { streamingSecretKey } = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))
  const token = signStreamToken(
    {
      contentId: content.free,
      userId: '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e',
      sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      maxHeight: 480,
      expiresAtSeconds: Math.floor(Date.now() / 1000) - 60,
    },
    { current: streamingSecretKey },
  )
  return `${edgeUrl}/hls/${content.free}/master.m3u8?${token}`
}

test('no file that is kept can be read by another user of the machine, and no folder can be listed', async () => {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const open = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const { mode } = entry.isSymbolicLink() ? { mode: 0 } : await stat(path).catch(() => ({ mode: 0 }))
      return mode & 0o066 ? [path] : []
    }),
  )
  // A copy of PostgreSQL's programs, for the user that runs them.
  expect(open.flat().filter((path) => !path.includes('/postgres/binaries-'))).toEqual([])
  expect(entries.length).toBeGreaterThan(30)
})
