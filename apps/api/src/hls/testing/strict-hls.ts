import type { ObjectStore } from '@better-and-bliss/object-store'
import { MASTER_PLAYLIST, mediaHeaders, mediaKey, parseMediaPath } from '@better-and-bliss/stream-token'
import { avcCodec } from '../playlists.ts'
import { playlistFaults } from './playlist-faults.ts'

type Say = (problem: string) => void

/**
 * Holds what was made of an item against RFC 8216 and what our players and edges rely on: that all that a playlist names is there,
 * as the edge serves it, whole, cut alike in every variant, and coded as it says.
 *
 * @returns what is wrong, a sentence each.
 */
export async function problemsOfHls(store: ObjectStore, contentId: string): Promise<string[]> {
  const problems: string[] = []
  const say: Say = (problem) => void problems.push(problem)
  const read = (file: string) => readAsEdge(store, mediaKey(contentId, file), say)
  const address = (file: string) => new URL(`http://store/${mediaKey(contentId, file)}`)
  const keyOf = (url: string) => new URL(url).pathname.slice(1)
  problems.push(...(await playlistFaults(address(MASTER_PLAYLIST).href, (url) => readAsEdge(store, keyOf(url), say))))
  const cuts = new Set<string>()
  for (const [, codecs, file] of textOf(await read(MASTER_PLAYLIST)).matchAll(VARIANT)) {
    const playlist = textOf(await read(file ?? ''))
    if (!playlist.endsWith('#EXT-X-ENDLIST\n')) say(`${file} has no end`)
    cuts.add([...playlist.matchAll(/^#EXTINF:([\d.]+)/gm)].map(([, seconds]) => Number(seconds).toFixed(1)).join())
    const segments = playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    const caps = new Set(
      [file ?? '', ...segments].map((name) => parseMediaPath(`/${mediaKey(contentId, name)}`)?.minHeight),
    )
    if (caps.size !== 1) say(`${file} names segments of another rung`)
    const is = avcCodec(await read(segments[0] ?? '')) ?? 'mp4a.40.2'
    if (codecs?.split(',')[0] !== is) say(`${file} is coded as ${is}, and says ${codecs}`)
  }
  if (cuts.size !== 1) say(`variants are cut differently, or missing: ${[...cuts].join(' / ')}`)
  return problems
}

const VARIANT = /^#EXT-X-STREAM-INF:.*CODECS="([^"]*)".*\n(.+)$/gm

async function readAsEdge(store: ObjectStore, key: string, say: Say): Promise<Uint8Array> {
  if (parseMediaPath(`/${key}`) === null) say(`${key} is no address at the edge`)
  const info = await store.head(key)
  if (!info) say(`${key} is not there`)
  const { contentType, cacheControl } = mediaHeaders(key)
  const isOurs = key.endsWith('.m3u8')
  if (isOurs && info && (info.contentType !== contentType || info.cacheControl !== cacheControl))
    say(`${key} is stored with other headers`)
  return (await store.read(key)) ?? new Uint8Array()
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString()
