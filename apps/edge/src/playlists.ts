import { MASTER_PLAYLIST, mediaHeaders, playlistTemplate } from '@better-and-bliss/stream-token'
import { answer, answerText, type Exchange, headerList } from './answer.ts'
import type { Decision } from './decide.ts'
import type { FileServerParts } from './files.ts'
import { createObjectCache } from './object-cache.ts'

type PlaylistDecision = Extract<Decision, { kind: 'playlist' }>

/** Serves playlists: each is read and parsed once, and rewritten for every token. Nobody may keep what bears a token. */
export function playlistServer({ store, monotonicMs, figures }: Omit<FileServerParts, 'log'>) {
  const cache = createObjectCache({
    store,
    limitBytes: 16 * MIB,
    maxObjectBytes: 4 * MIB,
    parse: readPlaylist,
    maxAgeMs: ({ growing }) => (growing ? 0 : 2000),
    monotonicMs,
  })

  return async (exchange: Exchange, { key, token }: PlaylistDecision): Promise<void> => {
    const known = cache.peek(key)
    figures[known ? 'hits' : 'misses'] += 1
    const hot = known ?? (await cache.load(key))
    if (hot === null) return answerText(exchange, 404, 'Not Found')
    answer(exchange, 200, HEADERS, token === null ? hot.value.text : hot.value.rewrite(token))
  }
}

const MIB = 1024 * 1024
const { contentType, cacheControl } = mediaHeaders(MASTER_PLAYLIST)
const HEADERS = headerList({ 'Content-Type': contentType, 'Cache-Control': cacheControl })

type Playlist = {
  readonly text: string
  /** A media playlist whose transcode has not ended: players come back for what has been added since. */
  readonly growing: boolean
  rewrite: (token: { query: string; maxHeight: number }) => string
}

function readPlaylist(bytes: Buffer): Playlist {
  const text = bytes.toString('utf8')
  const isMaster = text.includes('#EXT-X-STREAM-INF:')
  const templates = new Map<number, string[]>()
  return {
    text,
    growing: !isMaster && !text.includes('#EXT-X-ENDLIST'),
    rewrite({ query, maxHeight }) {
      const cap = isMaster ? maxHeight : 0
      const template = templates.get(cap) ?? playlistTemplate(text, cap)
      templates.set(cap, template)
      return template.join(query)
    },
  }
}
