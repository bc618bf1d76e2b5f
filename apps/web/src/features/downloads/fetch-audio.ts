import { ApiError, unreachable } from '../../api/answer.ts'
import { soundAlone } from '../streaming/sound-alone.ts'
import { type StreamAccess, streamAccess, withQuery } from '../streaming/stream-access.ts'
import type { DownloadsApi } from './api.ts'
import { seal } from './kept/chunk-cipher.ts'
import type { Download } from './kept/download.ts'
import { captionsIn, type KeptCaptions, partsOf } from './kept/playlist.ts'
import type { DownloadStore } from './kept/store.ts'
import { t } from './messages.ts'

/** By then every edge knows what the API knows: that a plan was raised, say, whose token an edge refuses that takes it for the old one. */
const EDGES_KNOW_MS = 5_000

interface Parts {
  store: DownloadStore
  api: Pick<DownloadsApi, 'openStream' | 'endStream'>
  fetch: (url: string, options: { signal: AbortSignal }) => Promise<Response>
  nowMs: () => number
  pause: (ms: number) => Promise<void>
  onChange: (download: Download) => void
  signal: AbortSignal
}

/**
 * Fetches what is missing of a download by a stream like any other, and keeps each part encrypted. What is kept already stays,
 * unless the item has other media by now.
 */
export async function fetchAudio(download: Download, parts: Parts): Promise<void> {
  const { api, nowMs } = parts
  const contentId = download.item.id
  const first = await api.openStream(contentId)
  const sessionId = first.stream_session.id
  try {
    const access = streamAccess({ first, fetchStream: () => api.openStream(contentId, sessionId), nowMs })
    await fetchParts(download, access, parts)
  } finally {
    api.endStream(sessionId).catch(() => {})
  }
}

async function fetchParts(download: Download, access: StreamAccess, parts: Parts): Promise<void> {
  const { store, onChange, signal } = parts
  const { id, key } = download
  if (!key) throw new Error('There is no key to encrypt with')
  const { playlist, captions, addresses } = await fetchPlaylists(download, access, parts)
  if (download.playlist !== playlist || JSON.stringify(download.captions) !== JSON.stringify(captions)) {
    const begun = await store.beginAnew(id, { playlist, captions, chunkCount: addresses.length })
    if (!begun) return
    onChange(begun)
  }
  const kept = await store.keptChunks(id)
  for (const [index, address] of addresses.entries()) {
    if (kept.has(index)) continue
    const bytes = await (await fetchSigned(address, access, parts)).arrayBuffer()
    const sealed = await seal(key, { id, index }, bytes)
    signal.throwIfAborted()
    const grown = await store.putChunk(id, index, sealed)
    if (!grown) return
    onChange(grown)
  }
}

/** The playlists of the sound that is wanted and of all captions, and the addresses of their parts. */
async function fetchPlaylists({ item, language = null }: Download, access: StreamAccess, parts: Parts) {
  const fetchText = async (url: string) => (await fetchSigned(url, access, parts)).text()
  const { url } = soundAlone(access.stream(), language)
  const sound = partsOf(await fetchText(url), url)
  const captions: KeptCaptions[] = []
  const { addresses } = sound
  const { hls_master: masterUrl } = access.stream()
  const offered = item.captions.length > 0 ? captionsIn(await fetchText(masterUrl), masterUrl) : []
  for (const { tag, url: captionsUrl } of offered) {
    const words = partsOf(await fetchText(captionsUrl), captionsUrl)
    captions.push({ tag, playlist: words.text })
    addresses.push(...words.addresses)
  }
  return { playlist: sound.text, captions, addresses }
}

/** A token that the edge does not take is worth another, and one more when the edge has had time to learn. */
async function fetchSigned(url: string, access: StreamAccess, { fetch, signal, pause }: Parts): Promise<Response> {
  for (const waitMs of [0, 0, EDGES_KNOW_MS]) {
    if (waitMs > 0) await pause(waitMs)
    const address = withQuery(url, await access.query())
    const response = await fetch(address, { signal }).catch((error: unknown) => {
      if (signal.aborted) throw error
      throw unreachable()
    })
    if (response.ok) return response
    if (response.status >= 500) throw unreachable()
    access.refuse()
  }
  throw new ApiError(t('notFetched'), 403, 'forbidden')
}
