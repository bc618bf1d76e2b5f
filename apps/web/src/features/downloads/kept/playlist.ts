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

/** The playlist as a player gets it that reads from this browser: `indexOf` understands its addresses. */
export function localPlaylist(text: string): string {
  let index = -1
  return withAddresses(text, () => {
    index += 1
    return `${HOST}${index}`
  })
}

export const LOCAL_PLAYLIST_URL = `${HOST}playlist.m3u8`

/** Which part an address of a local playlist means; null for the playlist itself. */
export function indexOf(url: string): number | null {
  return url === LOCAL_PLAYLIST_URL ? null : Number(url.slice(HOST.length))
}

function withAddresses(playlist: string, replace: (address: string) => string): string {
  const lines = playlist.split(/\r?\n/).map((line) => {
    const map = MAP.exec(line)
    if (map) return `${map[1]}${replace(map[2] ?? '')}${map[3]}`
    return line === '' || line.startsWith('#') ? line : replace(line)
  })
  return lines.join('\n')
}
