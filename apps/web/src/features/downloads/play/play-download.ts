import type { Stream } from '@better-and-bliss/sdk'
import { ApiError } from '../../../api/answer.ts'
import { Unsupported } from '../../streaming/engine.ts'
import type { PlaybackSource } from '../../streaming/playback.ts'
import { open } from '../kept/chunk-cipher.ts'
import type { Download } from '../kept/download.ts'
import { browserLeaseClock } from '../kept/lease-clock.ts'
import { LOCAL_MASTER_URL, LOCAL_SOUND_URL, localPlaylists } from '../kept/playlist.ts'
import { t } from '../messages.ts'
import { localLoader } from './local-loader.ts'

/** How often the time that was seen is kept while it plays. */
const LOOK_EVERY_SECONDS = 30

interface Parts {
  readChunk: (id: string, index: number) => Promise<ArrayBuffer | undefined>
  change: (id: string, change: Partial<Download>) => Promise<void>
}

/** Where the player gets a download from, instead of from a stream: it plays until its lease has run out, by itself. */
export function playDownload(download: Download, { readChunk, change }: Parts): PlaybackSource {
  const { id, key, expiresAtMs, playlist, captions = [] } = download
  const clock = browserLeaseClock(download)

  /** @throws ApiError once the lease has run out; its key is gone then. */
  async function look(): Promise<void> {
    const lastSeenMs = clock.nowMs()
    const isOver = lastSeenMs >= expiresAtMs
    await change(id, { lastSeenMs, ...(isOver && { key: null }) })
    if (isOver) throw hasRunOut()
  }

  async function read(index: number): Promise<ArrayBuffer> {
    const sealed = await readChunk(id, index)
    if (!sealed || !key || clock.nowMs() >= expiresAtMs) throw new Error('This part is not kept any more')
    return open(key, { id, index }, sealed)
  }

  async function begin(): Promise<Stream> {
    if (!key) throw hasRunOut()
    await look()
    return localStream(id)
  }

  return {
    lease: { open: begin, renew: begin, confirm: look, note: () => {}, leave: () => {} },
    loadEngine: async () => {
      const { isSupported, playWithHls } = await import('../../streaming/hls-engine.ts')
      if (!isSupported()) throw new Unsupported('no Media Source Extensions')
      const loader = localLoader({ playlists: localPlaylists({ playlist: playlist ?? '', captions }), read })
      // What cannot be read is no trouble of the network.
      return (parts) =>
        playWithHls(
          { ...parts, onFailure: () => parts.onFailure(clock.nowMs() < expiresAtMs ? isDamaged() : hasRunOut()) },
          { loader },
        )
    },
  }
}

function hasRunOut(): ApiError {
  return new ApiError(t('hasRunOut'), 410, 'link_expired')
}

function isDamaged(): ApiError {
  return new ApiError(t('damaged'), 410, 'link_expired')
}

/** What the player is told instead of the API's answer. */
function localStream(id: string): Stream {
  return {
    hls_master: LOCAL_MASTER_URL,
    hls_audio: LOCAL_SOUND_URL,
    thumbnail: null,
    poster: null,
    storyboard: null,
    max_quality: '',
    expires_at: Number.MAX_SAFE_INTEGER / 1000,
    stream_session: { id, heartbeat_seconds: LOOK_EVERY_SECONDS },
  }
}
