import { client, type StudioContent } from '@better-and-bliss/sdk'
import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { t } from './messages.ts'
import styles from './panels.module.css'

/** Plays an item from the API, with the session of the studio, whatever its status. */
export function PreviewPlayer({ item: { id, title, poster_url: poster } }: { item: StudioContent }) {
  const [isOpen, setIsOpen] = useState(false)
  const [words, setWords] = useState<string | null>(null)
  const [sounds, setSounds] = useState<Sounds | null>(null)
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (!isOpen || !video.current) return
    const over = new AbortController()
    setWords(null)
    setSounds(null)
    play(video.current, mediaUrl(id), { signal: over.signal, onSounds: setSounds }).catch(() => {
      if (!over.signal.aborted) setWords(t('cannotPlayHere'))
    })
    return () => over.abort()
  }, [id, isOpen])
  if (!isOpen) {
    return (
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {t('playHere')}
      </Button>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: captions are in its playlist */}
      <video
        ref={video}
        className={styles.player}
        aria-label={t('previewOf', { title })}
        poster={poster ?? undefined}
        playsInline
        controls
      />
      {sounds && sounds.names.length > 1 && (
        <NativeSelect
          label={t('language')}
          data={sounds.names.map((label, index) => ({ value: String(index), label }))}
          value={String(sounds.heard)}
          onChange={({ currentTarget }) => sounds.choose(Number(currentTarget.value))}
        />
      )}
      {words && <p role="alert">{words}</p>}
    </>
  )
}

/** What may be heard; a browser that plays HLS by itself has its own menu for that. */
interface Sounds {
  names: readonly string[]
  /** The one that is heard, by its place among them. */
  heard: number
  choose: (index: number) => void
}

const mediaUrl = (id: string) => `${client.getConfig().baseUrl}/api/studio/content/${id}/media/master.m3u8`

interface PlayParts {
  signal: AbortSignal
  onSounds: (sounds: Sounds) => void
}

/** Until `signal` is aborted. Rejects where it cannot be played. */
async function play(video: HTMLVideoElement, url: string, { signal, onSounds }: PlayParts): Promise<void> {
  const { default: Hls, Events } = await import('hls.js')
  if (signal.aborted) return
  if (!Hls.isSupported()) {
    // Not on the element: the poster, which may come from elsewhere, would be asked for with credentials, too.
    video.crossOrigin = 'use-credentials'
    video.src = url
    signal.addEventListener('abort', () => video.removeAttribute('src'))
    await video.play()
    return
  }
  const hls = new Hls({
    enableWorker: false,
    capLevelToPlayerSize: true,
    xhrSetup: (xhr) => {
      xhr.withCredentials = true
    },
  })
  signal.addEventListener('abort', () => hls.destroy())
  const tellSounds = () =>
    onSounds({
      names: hls.audioTracks.map(({ name }) => name),
      heard: hls.audioTrack,
      choose: (index) => {
        hls.audioTrack = index
      },
    })
  hls.on(Events.AUDIO_TRACKS_UPDATED, tellSounds)
  hls.on(Events.AUDIO_TRACK_SWITCHED, tellSounds)
  const failed = Promise.withResolvers<never>()
  hls.on(Events.ERROR, (_event, { fatal, details }) => {
    if (fatal) failed.reject(new Error(details))
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  // Whether the browser lets it begin by itself is its own affair: there are controls.
  video.play().catch(() => {})
  await failed.promise
}
