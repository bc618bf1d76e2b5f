import type { ContentDetail } from '@better-and-bliss/sdk'
import { MediaController } from 'media-chrome/react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { focusForNow } from '../../ui/focus-for-now.ts'
import { KeysDialog } from './controls/keys/keys-dialog.tsx'
import { useKeys } from './controls/keys/use-keys.ts'
import type { Following, PlayerControls } from './controls/player-controls.ts'
import { SaidWords, useSaid } from './controls/said.tsx'
import { useDoubleTaps } from './controls/use-double-taps.ts'
import { usePlayerControls } from './controls/use-player-controls.ts'
import { useAwake, useSoundWhileHidden } from './device/use-device.ts'
import { useMediaSession } from './device/use-media-session.ts'
import { Bar } from './docked/bar.tsx'
import { noticeOf } from './docked/notice.ts'
import { Window } from './docked/window.tsx'
import { StreamLimit } from './lease/stream-limit.tsx'
import './media-chrome-language.ts'
import { PictureStage } from './picture-stage.tsx'
import type { PlaybackSource } from './playback.ts'
import styles from './player.module.css'
import type { ItemPosition } from './positions/positions.ts'
import { useKeptPosition } from './positions/use-kept-position.ts'
import { SoundStage } from './sound/sound-stage.tsx'
import { type FollowPlay, useFollower } from './use-follower.ts'
import { useSlow } from './use-slow.ts'

export { loadEngine } from './use-playback.ts'

const AUTOHIDE_SECONDS = '3'

export interface PlayerProps {
  item: ContentDetail
  position: ItemPosition
  startAtSeconds: number
  /** Where its media come from; undefined for a stream. */
  source?: PlaybackSource | undefined
  /** What else follows each playback. */
  follow?: FollowPlay | undefined
  /** Whether its keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys: boolean
  /** What comes after the title; null where that is not the player's affair. */
  following: Following | null
  /** Closes a player that stands at the foot of the page; null for one that stands in it. */
  onClose: (() => void) | null
}

/** Plays one item. Its keys stand in `controls/keys/keys.ts`; `?` lists them. */
export function Player(props: PlayerProps) {
  const { item, position, startAtSeconds, source, follow, takesPageKeys, following, onClose } = props
  const video = useRef<HTMLVideoElement>(null)
  const controller = useRef<HTMLElement>(null)
  const [showsKeys, setShowsKeys] = useState(false)
  const said = useSaid()
  const showKeys = () => setShowsKeys(true)
  const controls = usePlayerControls({ item, video, controller, startAtSeconds, source, following, said, showKeys })
  const { playback, preferences, actions, hasPicture } = controls
  const kept = useKeptPosition(video, position)
  useFollower(video, follow, playback, hasPicture)
  useMediaSession(item, video, actions)
  useAwake(video, hasPicture)
  useSoundWhileHidden(video, playback, preferences.preferences.playsHidden && item.content_type === 'video')
  useDoubleTaps(controller, actions, said)
  const isSlow = useSlow(video)
  const isDocked = onClose !== null
  const limit = isDocked ? undefined : playback.failure?.limit
  const isShown = !limit
  useKeys(controller, actions, { takesPageKeys: takesPageKeys && isShown, isDocked })
  // A player that goes along to another page takes the focus from nothing there.
  const focus = useEffectEvent(() => {
    if (!isDocked) focusForNow(controller.current)
  })
  useEffect(() => {
    if (isShown) focus()
  }, [isShown])
  return (
    <>
      {limit && <StreamLimit limit={limit} onTakeOver={playback.retry} />}
      <MediaController
        ref={controller as never}
        className={`${styles.media} ${isDocked ? styles.docked : styles.player}`}
        hidden={!isShown}
        noHotkeys
        noSubtitlesLangPref
        autohide={AUTOHIDE_SECONDS}
        data-kind={item.content_type}
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
        {isDocked ? <Docked {...{ controls, kept, isSlow, onClose }} /> : <Stage {...{ controls, kept, isSlow }} />}
        <SaidWords said={said} />
      </MediaController>
      {showsKeys && <KeysDialog actions={actions} onClose={() => setShowsKeys(false)} />}
    </>
  )
}

interface PartProps {
  controls: PlayerControls
  kept: ReturnType<typeof useKeptPosition>
  /** Whether nothing has come for a while. */
  isSlow: boolean
}

function Stage(props: PartProps) {
  return props.controls.item.content_type === 'video' ? <PictureStage {...props} /> : <SoundStage {...props} />
}

function Docked({ controls, kept, isSlow, onClose }: PartProps & { onClose: () => void }) {
  const notice = noticeOf({ controls, kept, isSlow })
  const Shape = controls.hasPicture ? Window : Bar
  return <Shape controls={controls} notice={notice} onClose={onClose} />
}
