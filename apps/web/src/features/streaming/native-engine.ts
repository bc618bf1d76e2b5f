import type { Stream } from '@better-and-bliss/sdk'
import { type AudioView, type Engine, type EngineParts, play, Unplayable } from './engine.ts'
import { languageIn, tracksOf } from './languages.ts'
import { addressOfHeight, type Quality } from './qualities.ts'
import { soundAlone } from './sound-alone.ts'

/**
 * Plays by the browser's own HLS. It cannot be given a new token while it plays: when the old one has expired, the source
 * is changed in its place.
 */
export function playInBrowser(parts: EngineParts): Engine {
  const { video, access, startAtSeconds, onHeight, onAudio, onFailure } = parts
  const listening = new AbortController()
  const on = (type: string, listener: () => void) =>
    video.addEventListener(type, listener, { signal: listening.signal })
  let quality: Quality = 'auto'
  let language = parts.audioLanguage
  let hasPlayedSinceLoad = false

  function load(atSeconds: number, isPlaying: boolean): void {
    hasPlayedSinceLoad = false
    const { url, audio } = sourceOf(quality, access.stream(), language)
    video.src = url
    if (audio) onAudio(audio)
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
  const tracks = followTracks(video, listening.signal, {
    wanted: () => language,
    // Without the picture there is but one, and others are other playlists.
    onAudio: (audio) => quality !== 'sound' && onAudio(audio),
  })
  load(startAtSeconds, true)

  return {
    chooseAudio: (id) => {
      language = id
      if (quality === 'sound') load(video.currentTime, !video.paused)
      else tracks.apply()
    },
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

/** What Safari tells of the sounds of a video; Chrome has no such thing. */
interface AudioTracks extends EventTarget, ArrayLike<{ language: string; label: string; enabled: boolean }> {}

/** Keeps to the language that is wanted, whatever is loaded, and tells which there are. */
function followTracks(
  video: HTMLVideoElement,
  signal: AbortSignal,
  { wanted, onAudio }: { wanted: () => string | null } & Pick<EngineParts, 'onAudio'>,
): { apply: () => void } {
  const list = (video as { audioTracks?: AudioTracks }).audioTracks
  if (!list) return { apply: () => {} }

  function apply(): void {
    const sounds = Array.from(list ?? [])
    const ids = tracksOf(sounds).map(({ id }) => id)
    const chosen = languageIn(ids, wanted())
    if (chosen !== null) for (const [index, sound] of sounds.entries()) setEnabled(sound, ids[index] === chosen)
    tell()
  }

  function tell(): void {
    const sounds = Array.from(list ?? [])
    const tracks = tracksOf(sounds)
    const heard = tracks[sounds.findIndex(({ enabled }) => enabled)]?.id ?? null
    onAudio({ tracks: tracks.length > 1 ? tracks : [], heard })
  }

  for (const type of ['addtrack', 'removetrack']) list.addEventListener(type, apply, { signal })
  // Its own menu in full screen chooses, too.
  list.addEventListener('change', tell, { signal })
  return { apply }
}

/** Only what differs is set: each setting is told as a change. */
function setEnabled(track: { enabled: boolean }, enabled: boolean): void {
  if (track.enabled !== enabled) track.enabled = enabled
}

/** What is played, and the sounds that may be chosen where the browser does not tell them. */
function sourceOf(quality: Quality, stream: Stream, language: string | null): { url: string; audio?: AudioView } {
  if (quality === 'auto') return { url: stream.hls_master }
  if (quality === 'sound') return soundAlone(stream, language)
  return { url: addressOfHeight(stream, quality) ?? stream.hls_master }
}
