import Hls, { ErrorTypes, Events, type HlsConfig } from 'hls.js'
import { ApiError } from '../../api/answer.ts'
import { type Engine, type EngineParts, play, Refused, Unplayable } from './engine.ts'
import { followAudio } from './hls-audio.ts'
import { t } from './messages.ts'
import type { Quality } from './qualities.ts'
import { countRefusals } from './refusals.ts'
import { withQuery } from './stream-access.ts'

/** Bits per second that we expect of a connection before we know it: a middle rung, at once. */
const EXPECTED_BANDWIDTH = 1_500_000
/** What is fetched ahead of and kept behind the place: enough for a tunnel, little for who stops early. */
const BUFFER_SECONDS = 60

export function isSupported(): boolean {
  return Hls.isSupported()
}

/**
 * Plays by hls.js. Every request carries the newest token, so that a renewal never touches what plays.
 *
 * @param config `loader`: reads otherwise than by requests.
 */
export function playWithHls(parts: EngineParts, config: Pick<Partial<HlsConfig>, 'loader'> = {}): Engine {
  const { video, access } = parts
  const hls = createHls(parts, config)
  let wanted: Quality = 'auto'
  const isAlone = () => wanted === 'sound'
  const audio = followAudio(hls, parts, isAlone)
  hls.on(Events.MANIFEST_PARSED, () => {
    hls.nextLevel = levelOf(hls, wanted)
  })
  hls.loadSource(access.stream().hls_master)
  hls.attachMedia(video)
  play(video)

  function changeSource(): void {
    const wasPaused = video.paused
    hls.config.startPosition = video.currentTime
    video.defaultPlaybackRate = video.playbackRate
    hls.loadSource(isAlone() ? audio.urlAlone() : access.stream().hls_master)
    if (!wasPaused) play(video)
  }

  return {
    choose: (quality) => {
      const wasAlone = isAlone()
      wanted = quality
      if (isAlone() !== wasAlone) changeSource()
      else hls.nextLevel = levelOf(hls, quality)
    },
    chooseAudio: (id) => {
      audio.choose(id)
      if (isAlone()) changeSource()
    },
    destroy: () => hls.destroy(),
  }
}

/** A player that gives up in our words, and not before a fresh token was tried. */
function createHls(
  { access, startAtSeconds, onHeight, onFailure }: EngineParts,
  config: Parameters<typeof playWithHls>[1],
): Hls {
  const { manifestLoadPolicy, playlistLoadPolicy, fragLoadPolicy } = Hls.DefaultConfig
  const refusals = countRefusals(access.refuse)
  let hasRecovered = false

  const hls = new Hls({
    ...config,
    startPosition: startAtSeconds,
    abrEwmaDefaultEstimate: EXPECTED_BANDWIDTH,
    testBandwidth: false,
    maxMaxBufferLength: BUFFER_SECONDS,
    backBufferLength: BUFFER_SECONDS,
    capLevelToPlayerSize: true,
    enableWorker: false,
    manifestLoadPolicy: refusals.policy(manifestLoadPolicy),
    playlistLoadPolicy: refusals.policy(playlistLoadPolicy),
    fragLoadPolicy: refusals.policy(fragLoadPolicy),
    xhrSetup: async (xhr, url) => {
      try {
        xhr.open('GET', withQuery(url, await access.query()), true)
      } catch (error) {
        if (isFinal(error)) onFailure(error)
        throw error
      }
    },
  })
  for (const arrived of [Events.LEVEL_LOADED, Events.FRAG_LOADED] as const) hls.on(arrived, refusals.arrived)
  hls.on(Events.LEVEL_SWITCHED, (_event, { level }) => onHeight(hls.levels[level]?.height || null))
  hls.on(Events.ERROR, (_event, { fatal, type, details, response }) => {
    if (refusals.areFinal(response?.code)) return onFailure(new Refused())
    if (!fatal) return
    if (type === ErrorTypes.MEDIA_ERROR && !hasRecovered) {
      hasRecovered = true
      return hls.recoverMediaError()
    }
    if (type !== ErrorTypes.NETWORK_ERROR) return onFailure(new Unplayable(details))
    onFailure(new ApiError(t('connectionLost'), 0, 'unreachable'))
  })
  return hls
}

/** The API's refusals stay; its stumbles and the network's are tried again by hls.js. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}

/** -1 lets hls.js choose. */
function levelOf(hls: Hls, quality: Quality): number {
  return hls.levels.findLastIndex(({ height }) => height === quality)
}
