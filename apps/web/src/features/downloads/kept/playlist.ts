import { ApiError } from '../../../api/answer.ts'

/** A media playlist, and what has to be fetched of it. */
interface Parts {
  /** The playlist without tokens: the same as long as the item's media are. */
  text: string
  /** Of each part, in its order. */
  addresses: string[]
}

/** Another host than any: what it addresses is read from this browser. */
const HOST = 'https://download.invalid/'
const MAP = /^(#EXT-X-MAP:URI=")([^"]+)(".*)$/

/** @throws ApiError `not_ready` for one that still grows. */
export function partsOf(playlist: string, playlistUrl: string): Parts {
  if (!playlist.includes('#EXT-X-ENDLIST'))
    throw new ApiError('This content is still being prepared. Try again in a minute.', 409, 'not_ready')
  const addresses: string[] = []
  const text = withAddresses(playlist, (address) => {
    addresses.push(new URL(address, playlistUrl).href)
    return address.replace(/\?.*$/s, '')
  })
  return { text, addresses }
}

/** Captions of a download: what the master playlist says of them, and their own playlist; both without tokens. */
export interface KeptCaptions {
  tag: string
  playlist: string
}

const CAPTIONS = /^#EXT-X-MEDIA:.*TYPE=SUBTITLES.*$/gm
const GROUP = /GROUP-ID="[^"]*"/
const URI = /URI="([^"]*)"/

/** The captions that a master playlist offers: their tags without tokens, and where their playlists are. */
export function captionsIn(master: string, masterUrl: string): { tag: string; url: string }[] {
  return (master.match(CAPTIONS) ?? []).flatMap((line) => {
    const address = URI.exec(line)?.[1]
    if (address === undefined) return []
    const tag = line.trimEnd().replace(URI, `URI="${address.replace(/\?.*$/s, '')}"`)
    return [{ tag, url: new URL(address, masterUrl).href }]
  })
}

interface KeptPlaylists {
  /** Of the sound. */
  playlist: string
  captions: readonly KeptCaptions[]
}

/**
 * The playlists of a download as a player gets them that reads from this browser, by their addresses: its parts are addressed
 * by their numbers, which `indexOf` understands.
 */
export function localPlaylists({ playlist, captions }: KeptPlaylists): Map<string, string> {
  const { playlists, next } = numbered([[LOCAL_SOUND_URL, playlist]], 0)
  const words = captions.map((kept, at) => [`${HOST}captions-${at}.m3u8`, kept.playlist] as const)
  const tags = captions.map(({ tag }, at) => tag.replace(URI, `URI="${words[at]?.[0]}"`))
  const group = GROUP.exec(tags[0] ?? '')?.[0].replace('GROUP-ID', ',SUBTITLES') ?? ''
  const master = ['#EXTM3U', ...tags, `#EXT-X-STREAM-INF:BANDWIDTH=${BANDWIDTH}${group}`, LOCAL_SOUND_URL, '']
  return new Map([[LOCAL_MASTER_URL, master.join('\n')], ...playlists, ...numbered(words, next).playlists])
}

/** A master playlist has to name one; there is nothing to choose by it. */
const BANDWIDTH = 128_000

export const LOCAL_MASTER_URL = `${HOST}master.m3u8`
export const LOCAL_SOUND_URL = `${HOST}sound.m3u8`

/** Which part an address of a local playlist means. */
export function indexOf(url: string): number {
  return Number(url.slice(HOST.length))
}

/** Numbers the parts of several playlists, one after the other. */
function numbered(playlists: readonly (readonly [url: string, text: string])[], first: number) {
  let next = first
  const address = () => {
    next += 1
    return `${HOST}${next - 1}`
  }
  const texts = playlists.map(([url, text]) => [url, withAddresses(text, address)] as const)
  return { playlists: texts, next }
}

function withAddresses(playlist: string, replace: (address: string) => string): string {
  const lines = playlist.split(/\r?\n/).map((line) => {
    const map = MAP.exec(line)
    if (map) return `${map[1]}${replace(map[2] ?? '')}${map[3]}`
    return line === '' || line.startsWith('#') ? line : replace(line)
  })
  return lines.join('\n')
}
