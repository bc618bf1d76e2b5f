import type { ContentDetail } from '@better-and-bliss/sdk'
import { MediaController, MediaLoadingIndicator } from 'media-chrome/react'
import { useEffect, useRef, useState } from 'react'
import { Ring } from '../../ui/ring.tsx'
import { CaptionLines } from './controls/captions/caption-lines.tsx'
import { ControlBar } from './controls/control-bar.tsx'
import { KeysDialog } from './controls/keys/keys-dialog.tsx'
import { useKeys } from './controls/keys/use-keys.ts'
import { SaidWords, useSaid } from './controls/said.tsx'
import { Fading } from './controls/sleep/fading.tsx'
import { useDoubleTaps } from './controls/use-double-taps.ts'
import { usePlayerControls } from './controls/use-player-controls.ts'
import { Waveform } from './controls/waveform.tsx'
import { useAwake, useSoundWhileHidden } from './device/use-device.ts'
import { useMediaSession } from './device/use-media-session.ts'
import { StreamLimit } from './lease/stream-limit.tsx'
import styles from './player.module.css'
import { Further } from './positions/further.tsx'
import type { ItemPosition } from './positions/positions.ts'
import { useKeptPosition } from './positions/use-kept-position.ts'
import { SoundPicture } from './sound-picture.tsx'
import { Slow, Stopped } from './stopped.tsx'
import { type FollowPlay, useFollower } from './use-follower.ts'
import { useSlow } from './use-slow.ts'

export { loadEngine } from './use-playback.ts'

const AUTOHIDE_SECONDS = '3'

export interface PlayerProps {
  item: ContentDetail
  position: ItemPosition
  startAtSeconds: number
  /** What else follows each playback. */
  follow?: FollowPlay | undefined
  /** Whether its keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys: boolean
}

/** Plays one item. Its keys stand in `controls/keys/keys.ts`; `?` lists them. */
export function Player({ item, position, startAtSeconds, follow, takesPageKeys }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const controller = useRef<HTMLElement>(null)
  const [showsKeys, setShowsKeys] = useState(false)
  const said = useSaid()
  const showKeys = () => setShowsKeys(true)
  const controls = usePlayerControls({ item, video, controller, startAtSeconds, said, showKeys })
  const { playback, captions, preferences, sleep, actions, hasPicture } = controls
  const { furtherSeconds, goThere, stayHere } = useKeptPosition(video, position)
  useFollower(video, follow, playback, hasPicture)
  useMediaSession(item, video, actions)
  useAwake(video, hasPicture)
  useSoundWhileHidden(video, playback, preferences.preferences.playsHidden && item.content_type === 'video')
  useDoubleTaps(controller, actions, said)
  const isSlow = useSlow(video)
  const { failure } = playback
  const limit = failure?.limit
  const isShown = !limit
  useKeys(controller, actions, takesPageKeys && isShown)
  useEffect(() => {
    if (isShown) controller.current?.focus()
  }, [isShown])
  return (
    <>
      {limit && <StreamLimit limit={limit} onTakeOver={playback.retry} />}
      <MediaController
        ref={controller as never}
        className={styles.player}
        hidden={!isShown}
        tabIndex={-1}
        noHotkeys
        noSubtitlesLangPref
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
        <CaptionLines cues={captions.cues} style={preferences.preferences.captionStyle} />
        <SaidWords said={said} />
        <MediaLoadingIndicator slot="centered-chrome" noAutohide className={styles.loading}>
          <span slot="icon">
            <Ring size="4.5rem" breathing />
          </span>
        </MediaLoadingIndicator>
        {isSlow && !failure && <Slow />}
        {failure && <Stopped failure={failure} onRetry={() => playback.retry()} />}
        {furtherSeconds !== null && !failure && <Further {...{ furtherSeconds, goThere, stayHere }} />}
        {sleep.isFading && <Fading onAwake={() => sleep.choose(null)} />}
        {!hasPicture && item.waveform_url && <Waveform url={item.waveform_url} video={video} />}
        <ControlBar controls={controls} />
      </MediaController>
      {showsKeys && <KeysDialog actions={actions} onClose={() => setShowsKeys(false)} />}
    </>
  )
}
