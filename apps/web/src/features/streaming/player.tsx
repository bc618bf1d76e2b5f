import type { ContentDetail } from '@better-and-bliss/sdk'
import { MediaController, MediaLoadingIndicator } from 'media-chrome/react'
import { useEffect, useRef } from 'react'
import { Ring } from '../../ui/ring.tsx'
import { ControlBar } from './controls/control-bar.tsx'
import { useCaptions } from './controls/use-captions.ts'
import { type KeyTarget, usePageKeys } from './controls/use-page-keys.ts'
import { Waveform } from './controls/waveform.tsx'
import styles from './player.module.css'
import { Further } from './positions/further.tsx'
import type { ItemPosition } from './positions/positions.ts'
import { useKeptPosition } from './positions/use-kept-position.ts'
import { SoundPicture } from './sound-picture.tsx'
import { Slow, Stopped } from './stopped.tsx'
import { useMediaSession } from './use-media-session.ts'
import { usePlayback } from './use-playback.ts'
import { useSlow } from './use-slow.ts'

export { loadEngine } from './use-playback.ts'

const AUTOHIDE_SECONDS = '3'

export interface PlayerProps {
  item: ContentDetail
  position: ItemPosition
  startAtSeconds: number
  /** Whether its keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys: boolean
}

/** Plays one item. Its keys are space and k, arrows, j and l, m, f, c; `?` lists them. */
export function Player({ item, position, startAtSeconds, takesPageKeys }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const player = useRef<KeyTarget>(null)
  const playback = usePlayback(item, video, startAtSeconds)
  const captions = useCaptions(video)
  const { furtherSeconds, goThere, stayHere } = useKeptPosition(video, position)
  useMediaSession(item)
  usePageKeys(player, takesPageKeys)
  const isSlow = useSlow(video)
  useEffect(() => player.current?.focus(), [])
  const hasPicture = item.content_type === 'video' && playback.quality !== 'sound'
  const { failure } = playback
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
      {isSlow && !failure && <Slow />}
      {failure && <Stopped failure={failure} onRetry={playback.retry} />}
      {furtherSeconds !== null && !failure && <Further {...{ furtherSeconds, goThere, stayHere }} />}
      {!hasPicture && item.waveform_url && <Waveform url={item.waveform_url} video={video} />}
      <ControlBar {...{ item, playback, captions, video, hasPicture }} />
    </MediaController>
  )
}
