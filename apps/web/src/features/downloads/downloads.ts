import type { ContentDetail, DownloadLease } from '@better-and-bliss/sdk'
import { ApiError, wordsOf } from '../../api/answer.ts'
import type { KeyValueStore } from '../../api/local-storage.ts'
import { isPassing } from '../../api/retries.ts'
import type { Observable } from '../../ui/observable.ts'
import type { DownloadsApi } from './api.ts'
import { createDownloadsView, type DownloadsView, type Trouble } from './downloads-view.ts'
import { importKey } from './kept/chunk-cipher.ts'
import { type Download, isComplete } from './kept/download.ts'
import type { DownloadStore } from './kept/store.ts'
import { t } from './messages.ts'

/** The sounds that this browser keeps, with their captions, and what fetches them. */
export interface BrowserDownloads extends Pick<Observable<DownloadsView>, 'current' | 'subscribe'> {
  /** Asks the browser what it keeps. @throws what the browser says where its storage cannot be opened. */
  load(): Promise<void>
  /** @param of `language`: of the item's sounds, by its id; null for its own. @throws what the API refused, or the browser. */
  begin(item: ContentDetail, of: { memberId: string; language: string | null }): Promise<void>
  /** Goes on with one that was cut. */
  resume(id: string): void
  /** Goes on with all that are not complete. */
  resumeAll(): void
  /** Deletes audio and key, and gives the lease up. */
  remove(id: string): Promise<void>
  /** Deletes audio and key of a lease that has ended. */
  forget(id: string): Promise<void>
  change(id: string, change: Partial<Download>): Promise<void>
}

export interface DownloadsParts {
  store: DownloadStore
  api: DownloadsApi
  storage: KeyValueStore
  /** Runs one after another, in all tabs of the browser. */
  exclusively: (act: () => Promise<Download>) => Promise<Download>
  fetchAudio: (download: Download, of: { signal: AbortSignal; onChange: (download: Download) => void }) => Promise<void>
  /** The picture behind an address as a `data:` address; null where it cannot be had. */
  fetchPicture: (url: string | null) => Promise<string | null>
  nowMs: () => number
  /** Tells the other tabs of the browser that what it keeps has changed. */
  tellTabs: () => void
}

export function createDownloads(parts: DownloadsParts): BrowserDownloads {
  const { store, api, storage, exclusively, fetchAudio, tellTabs } = parts
  const { current, subscribe, show, shown, showAll, showOne, hide, setTrouble } = createDownloadsView(storage)
  const running = new Map<string, AbortController>()

  async function fetchRest(download: Download): Promise<void> {
    const { id } = download
    if (running.has(id) || isComplete(download) || !download.key) return
    const controller = new AbortController()
    running.set(id, controller)
    setTrouble(id, null)
    show({ fetching: [...running.keys()] })
    try {
      await fetchAudio(download, { signal: controller.signal, onChange: showOne })
    } catch (error) {
      if (!controller.signal.aborted) setTrouble(id, troubleOf(error))
    } finally {
      running.delete(id)
      show({ fetching: [...running.keys()] })
      tellTabs()
    }
  }

  function resume(id: string): void {
    const download = shown().find((it) => it.id === id)
    if (download) void fetchRest(download)
  }

  async function forget(id: string): Promise<void> {
    running.get(id)?.abort()
    await store.remove(id)
    setTrouble(id, null)
    hide(id)
    tellTabs()
  }

  return {
    current,
    subscribe,
    load: async () => {
      try {
        showAll(await store.all())
        show({ isRefused: false })
      } catch (error) {
        show({ isRefused: true })
        throw error
      }
    },
    resume,
    resumeAll: () => {
      for (const { id } of shown()) resume(id)
    },
    forget,
    begin: async (item, of) => {
      if (current().beginning.includes(item.id)) return
      show({ beginning: [...current().beginning, item.id] })
      try {
        const download = await exclusively(() => takeLease(parts, item, of))
        showOne(download)
        tellTabs()
        void fetchRest(download)
      } finally {
        show({ beginning: current().beginning.filter((id) => id !== item.id) })
      }
    },
    remove: async (id) => {
      await forget(id)
      // Out of reach, it is given up when this browser next asks what it may keep.
      await api.remove(id).catch(() => {})
    },
    change: async (id, change) => {
      const changed = await store.change(id, change)
      if (changed) showOne(changed)
    },
  }
}

async function takeLease(
  { api, store, fetchPicture, nowMs }: DownloadsParts,
  item: ContentDetail,
  { memberId, language }: Pick<Download, 'memberId' | 'language'>,
): Promise<Download> {
  const [lease, position, picture, waveform] = await Promise.all([
    api.take(item.id),
    api.position(item.id).catch(() => ({ position_seconds: 0, sequence: 0, under_way: false })),
    fetchPicture(item.thumbnail_url),
    fetchPicture(item.waveform_url),
  ])
  const download: Download = {
    id: lease.id,
    memberId,
    language: language ?? null,
    item: { ...item, thumbnail_url: picture, poster_url: picture, waveform_url: waveform },
    ...(await termOf(lease, nowMs())),
    playlist: null,
    captions: [],
    ...{ chunkCount: 0, chunksKept: 0, bytes: 0 },
    position,
  }
  await store.put(download)
  return download
}

/** A lease as it is kept. @param nowMs by the clock that it runs out by. */
export async function termOf(
  { key, expires_in_seconds }: Pick<DownloadLease, 'key' | 'expires_in_seconds'>,
  nowMs: number,
): Promise<Pick<Download, 'key' | 'expiresAtMs' | 'lastSeenMs'>> {
  return { key: await importKey(key), expiresAtMs: nowMs + expires_in_seconds * 1000, lastSeenMs: nowMs }
}

/** An error of the API, the network or the browser, for the person in front of it. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return { words: t('noRoom'), isPassing: false }
  if (error instanceof ApiError && error.code === 'stream_limit') return { words: t('streamLimit'), isPassing: false }
  if (error instanceof ApiError && error.status === 0) return { words: t('networkGone'), isPassing: true }
  return { words: wordsOf(error, t('didNotWork')), isPassing: isPassing(error) }
}
