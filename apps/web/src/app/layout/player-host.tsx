import type { User } from '@better-and-bliss/sdk'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { AmbienceBar } from '../../features/ambience/ambience-bar.tsx'
import { useNowPlaying, useNowPlayingView } from '../../features/streaming/now-playing/use-now-playing.ts'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import { t } from '../messages.ts'
import { DownloadPlayer } from './download-player.tsx'
import { MemberPlayer } from './member-player.tsx'
import styles from './player-host.module.css'

/** The app's player: it goes along from page to page, and stands at the foot of those that do not show it. */
export function PlayerHost({ member }: { member: User | null | undefined }) {
  const { close, element } = useNowPlaying()
  const { play, isDocked } = useNowPlayingView()
  useEffect(() => {
    if (member === null) close()
  }, [member, close])
  const practisingId = usePractisingId()
  const mayPlay = play?.download ? play.download.memberId === practisingId : member
  if (!mayPlay || !play) return <AmbienceBar />
  return (
    <>
      <AmbienceBar />
      <Dock isEmpty={!isDocked} />
      {createPortal(
        play.download ? (
          <DownloadPlayer key={play.id} {...{ play, isDocked }} download={play.download} />
        ) : (
          member && <MemberPlayer key={play.id} {...{ play, member, isDocked }} />
        ),
        element,
      )}
    </>
  )
}

function Dock({ isEmpty }: { isEmpty: boolean }) {
  const { setDock } = useNowPlaying()
  const dock = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    setDock(dock.current)
    return () => setDock(null)
  }, [setDock])
  return <aside ref={dock} className={styles.dock} hidden={isEmpty} aria-label={t('nowPlaying')} />
}
