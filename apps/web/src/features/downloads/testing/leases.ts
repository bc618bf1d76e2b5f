import type { ContentDetail, DownloadLease, Downloads, Stream } from '@better-and-bliss/sdk'
import type { DownloadsApi } from '../api.ts'

type Lease = Downloads['downloads'][number]

export const DAY_MS = 86_400_000
const KEY = 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng'

export function item(id: string): ContentDetail {
  return {
    id,
    title: id,
    content_type: 'audio',
    captions: [],
    thumbnail_url: null,
    waveform_url: null,
  } as Partial<ContentDetail> as ContentDetail
}

/** An API that leases downloads to one device, each by the name of its item, and what it was asked. */
export function leasingApi() {
  const leases = new Map<string, Lease>()
  const asked: string[] = []
  let refusal: Error | null = null
  const unlessRefused = async <Answer>(what: string, answer: () => Answer): Promise<Answer> => {
    asked.push(what)
    if (refusal) throw refusal
    return answer()
  }
  const api: DownloadsApi = {
    take: (contentId) =>
      unlessRefused(`take ${contentId}`, () => {
        const id = `lease of ${contentId}`
        const lease = { id, content_id: contentId, is_here: true, withdrawn: null }
        leases.set(id, lease as Partial<Lease> as Lease)
        return { id, key: KEY, expires_in_seconds: 30 * 86_400 } as Partial<DownloadLease> as DownloadLease
      }),
    list: () => unlessRefused('list', () => ({ limit: 10, downloads: [...leases.values()] })),
    remove: (id) => unlessRefused(`remove ${id}`, () => leases.delete(id)),
    openStream: async () => {
      asked.push('open stream')
      return {
        hls_audio: 'https://edge.test/hls/rain/audio.m3u8?n=1',
        hls_master: 'https://edge.test/hls/rain/master.m3u8?n=1',
        stream_session: { id: 'stream', heartbeat_seconds: 30 },
        expires_at: Math.floor(Date.now() / 1000) + 600,
      } as Partial<Stream> as Stream
    },
    endStream: async (id) => void asked.push(`end ${id}`),
    position: async () => ({ position_seconds: 12, sequence: 3, under_way: true, watched: false, updated_at: null }),
  }
  return {
    api,
    asked,
    leases,
    withdraw: (id: string, withdrawn: Lease['withdrawn']) => {
      const lease = leases.get(id)
      if (lease) leases.set(id, { ...lease, withdrawn })
    },
    refuse: (error: Error | null) => {
      refusal = error
    },
  }
}
