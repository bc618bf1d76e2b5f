import type { Stream } from '@better-and-bliss/sdk'
import { type Engine, type EngineParts, play, Unplayable } from './engine.ts'
import { addressOfHeight, type Quality } from './qualities.ts'

/**
 * Plays by the browser's own HLS. It cannot be given a new token while it plays: when the old one has expired, the source
 * is changed in its place.
 */
export function playInBrowser({ video, access, startAtSeconds, onHeight, onFailure }: EngineParts): Engine {
  const listening = new AbortController()
  const on = (type: string, listener: () => void) =>
    video.addEventListener(type, listener, { signal: listening.signal })
  let quality: Quality = 'auto'
  let hasPlayedSinceLoad = false

  function load(atSeconds: number, isPlaying: boolean): void {
    hasPlayedSinceLoad = false
    video.src = addressOf(quality, access.stream())
    video.defaultPlaybackRate = video.playbackRate
    video.addEventListener(
      'loadedmetadata',
      () => {
        video.currentTime = atSeconds
      },
      { once: true, signal: listening.signal },
    )
    if (isPlaying) play(video)
  }

  async function reload(isPlaying: boolean): Promise<void> {
    const atSeconds = video.currentTime
    try {
      await access.renew()
      if (!listening.signal.aborted) load(atSeconds, isPlaying)
    } catch (error) {
      onFailure(error)
    }
  }

  on('timeupdate', () => {
    hasPlayedSinceLoad ||= video.currentTime > 0 && !video.paused
  })
  on('resize', () => onHeight(video.videoHeight || null))
  on('play', () => {
    if (access.isExpired()) void reload(true)
  })
  on('error', () => {
    if (hasPlayedSinceLoad || access.isExpired()) void reload(true)
    else onFailure(new Unplayable(video.error?.message))
  })
  load(startAtSeconds, true)

  return {
    choose: (next) => {
      quality = next
      load(video.currentTime, !video.paused)
    },
    destroy: () => {
      listening.abort()
      video.removeAttribute('src')
      video.load()
    },
  }
}

function addressOf(quality: Quality, stream: Stream): string {
  if (quality === 'auto') return stream.hls_master
  if (quality === 'sound') return stream.hls_audio ?? stream.hls_master
  return addressOfHeight(stream, quality) ?? stream.hls_master
}
