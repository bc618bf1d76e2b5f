import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { CloseIcon, PlayIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { durationWords } from '../../ui/words.ts'
import { useNowPlaying, useNowPlayingView } from '../streaming/now-playing/use-now-playing.ts'
import { browserDownloads } from './browser-downloads.ts'
import styles from './downloads.module.css'
import { type Download, isComplete } from './kept/download.ts'
import { t } from './messages.ts'
import { usePlayDownload } from './play/use-play-download.ts'
import { LEASES_KEY } from './queries.ts'
import { useDownloads } from './use-downloads.ts'
import { shareOf, stateWords } from './words.ts'

/** A sound that is here, or on its way. */
export function KeptDownload({ download }: { download: Download }) {
  const { id, item } = download
  const { fetching, troubles } = useDownloads()
  const isFetching = fetching.includes(id)
  return (
    <li className={styles.entry}>
      <span className={styles.frame}>
        <Picture src={item.thumbnail_url} seed={item.id} />
      </span>
      <div className={styles.words}>
        <h3>{item.title}</h3>
        {isFetching && <progress value={shareOf(download)} aria-label={t('downloadingTitle', { title: item.title })} />}
        <p role="status">
          {item.duration_seconds !== null && `${durationWords(item.duration_seconds)}. `}
          {stateWords(download, { trouble: troubles[id] })}
        </p>
      </div>
      <Action {...{ download, isFetching }} />
      <Removal {...{ download }} />
    </li>
  )
}

function Action({ download, isFetching }: { download: Download; isFetching: boolean }) {
  const { id, item, memberId, key } = download
  const play = usePlayDownload(memberId)
  if (isComplete(download))
    return (
      <Button
        disabled={!key}
        leftSection={<PlayIcon size={18} />}
        aria-label={t('playTitle', { title: item.title })}
        onClick={() => play(download)}
      >
        {t('play')}
      </Button>
    )
  if (isFetching) return null
  return (
    <Button
      variant="default"
      aria-label={t('goOnTitle', { title: item.title })}
      onClick={() => browserDownloads.resume(id)}
    >
      {t('goOn')}
    </Button>
  )
}

function Removal({ download: { id, item } }: { download: Download }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { close } = useNowPlaying()
  const { play } = useNowPlayingView()
  async function remove(): Promise<void> {
    if (play?.download && play.item.id === item.id) close()
    try {
      await browserDownloads.remove(id)
      toasts.say(t('removed', { title: item.title }))
    } catch {
      toasts.say(t('didNotWork'))
    }
    await queries.invalidateQueries({ queryKey: LEASES_KEY })
  }
  return (
    <button
      type="button"
      className={styles.remove}
      onClick={() => void remove()}
      aria-label={t('remove', { title: item.title })}
    >
      <CloseIcon size={20} />
    </button>
  )
}
