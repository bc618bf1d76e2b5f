import type { ContentDetail } from '@better-and-bliss/sdk'
import {
  MediaCaptionsButton,
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { attemptWithBackOff } from '../../api/back-off.ts'
import { Picture } from '../../ui/picture.tsx'
import { Ring } from '../../ui/ring.tsx'
import type { Failure } from './failures.ts'
import styles from './player.module.css'
import type { Positions } from './positions.ts'
import { rungsOf } from './qualities.ts'
import { Settings } from './settings.tsx'
import { useCaptions } from './use-captions.ts'
import { useKeptPosition } from './use-kept-position.ts'
import { useMediaSession } from './use-media-session.ts'
import { type KeyTarget, usePageKeys } from './use-page-keys.ts'
import { usePlayback } from './use-playback.ts'
import { useSlow } from './use-slow.ts'
import { Waveform } from './waveform.tsx'

export { loadEngine } from './use-playback.ts'

const AUTOHIDE_SECONDS = '3'

interface PlayerProps {
  item: ContentDetail
  positions: Positions
  startAtSeconds: number
  /** Whether its keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys: boolean
}

/** Plays one item. Its keys are space and k, arrows, j and l, m, f, c; `?` lists them. */
export function Player({ item, positions, startAtSeconds, takesPageKeys }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const player = useRef<KeyTarget>(null)
  const playback = usePlayback(item, video, startAtSeconds)
  const captions = useCaptions(video)
  useKeptPosition(video, item.id, positions)
  useMediaSession(item)
  usePageKeys(player, takesPageKeys)
  const isSlow = useSlow(video)
  useEffect(() => player.current?.focus(), [])
  const hasPicture = item.content_type === 'video' && playback.quality !== 'sound'
  const { stream, failure } = playback
  return (
    <MediaController
      ref={player as never}
      className={styles.player}
      tabIndex={-1}
      autohide={AUTOHIDE_SECONDS}
      data-sound={!hasPicture || undefined}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: tracks come with the stream */}
      <video
        ref={video}
        slot="media"
        playsInline
        preload="auto"
        poster={item.poster_url ?? undefined}
        className={styles.video}
      />
      {!hasPicture && <SoundPicture item={item} />}
      <div slot="top-chrome" className={styles.shade} />
      <MediaLoadingIndicator slot="centered-chrome" noAutohide className={styles.loading}>
        <span slot="icon">
          <Ring size="4.5rem" breathing />
        </span>
      </MediaLoadingIndicator>
      {isSlow && !failure && (
        <p className={styles.slow} role="status" {...{ noautohide: '' }}>
          Nothing is coming through just now. It is tried again.
        </p>
      )}
      {failure && <Stopped failure={failure} onRetry={playback.retry} />}
      {!hasPicture && item.waveform_url && <Waveform url={item.waveform_url} video={video} />}
      <MediaControlBar className={styles.bar}>
        <MediaTimeRange className={styles.range} />
      </MediaControlBar>
      <MediaControlBar className={styles.bar}>
        <MediaPlayButton />
        <MediaSeekBackwardButton seekOffset={10} />
        <MediaSeekForwardButton seekOffset={10} />
        <MediaMuteButton />
        <MediaVolumeRange className={styles.volume} />
        {/* The time line tells the same to those who do not see it. */}
        <MediaTimeDisplay showDuration noToggle aria-hidden className={styles.time} />
        <span className={styles.gap} />
        <MediaCaptionsButton className={styles.captions} />
        <Settings
          rungs={stream && item.content_type === 'video' ? rungsOf(item.qualities, stream) : []}
          hasSound={stream?.hls_audio !== undefined && item.content_type === 'video'}
          playback={playback}
          captions={captions}
          video={video}
        />
        {hasPicture && <MediaPipButton />}
        <MediaFullscreenButton />
      </MediaControlBar>
    </MediaController>
  )
}

/** What one looks at while listening. */
function SoundPicture({ item }: { item: ContentDetail }) {
  return (
    <div slot="top-chrome" className={styles.soundPicture} {...{ noautohide: '' }}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <span className={styles.soundRing} />
    </div>
  )
}

function Stopped({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const retry = useEffectEvent(onRetry)
  const { isPassing } = failure
  useEffect(() => (isPassing ? attemptWithBackOff(() => retry()) : undefined), [isPassing])
  return (
    <div className={styles.stopped} role="alert" {...{ noautohide: '' }}>
      <p>{failure.words}</p>
      {isPassing && <p className={styles.fine}>It is tried again by itself.</p>}
      {failure.canRetry && (
        <button type="button" onClick={onRetry} {...{ keysused: 'Enter Space' }}>
          Try again
        </button>
      )}
    </div>
  )
}
