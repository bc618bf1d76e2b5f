import type { Chapter } from '@better-and-bliss/sdk'
import { t } from '../messages.ts'
import { chapterAt } from './seek-bar/chapters.ts'
import { nextRate, rateWords } from './speed.ts'
import { spokenTime } from './spoken-time.ts'

/** What one may do to a player by keys, the lock screen or headphones. */
export interface PlayerActions {
  hasChapters: boolean
  hasCaptions: boolean
  hasPicture: boolean
  /** Whether another title comes after this one. */
  hasNext: boolean
  togglePlay(): void
  seekBy(seconds: number): void
  /** Of the whole, 0 to 1. */
  seekToShare(share: number): void
  /** 1 is the next chapter; -1 the beginning of this one, or, near to it, the one before. */
  goToChapter(step: 1 | -1): void
  playNext(): void
  changeRate(step: 1 | -1): void
  changeVolume(by: number): void
  toggleMute(): void
  toggleCaptions(): void
  toggleFullScreen(): void
  togglePictureInPicture(): void
  showKeys(): void
}

/** What we need of a `<video>`. */
type Media = Pick<
  HTMLVideoElement,
  'paused' | 'currentTime' | 'duration' | 'playbackRate' | 'volume' | 'muted' | 'play' | 'pause'
>

interface ActionParts
  extends Pick<
    PlayerActions,
    | 'hasCaptions'
    | 'hasPicture'
    | 'hasNext'
    | 'playNext'
    | 'toggleCaptions'
    | 'toggleFullScreen'
    | 'togglePictureInPicture'
    | 'showKeys'
  > {
  video: () => Media | null
  chapters: readonly Chapter[]
  /** Says in words what came of it. */
  say: (words: string) => void
  /** Likewise, of what is seen anyway. */
  speak: (words: string) => void
  /** Chooses the speed and keeps it. */
  chooseRate: (rate: number) => void
  /** Likewise the volume, 0 to 1. */
  chooseVolume: (volume: number) => void
  chooseMuted: (isMuted: boolean) => void
}

/** Whoever goes back so soon after a chapter's beginning means the chapter before. */
const CHAPTER_BEGINNING_SECONDS = 3

export function playerActions(parts: ActionParts): PlayerActions {
  const { video, chapters, say, speak, chooseRate, chooseVolume, chooseMuted, ...rest } = parts
  const withMedia = (act: (media: Media) => void) => () => {
    const media = video()
    if (media) act(media)
  }

  function seekTo(media: Media, seconds: number): void {
    media.currentTime = Math.min(Math.max(seconds, 0), media.duration || 0)
    speak(spokenTime(media.currentTime))
  }

  return {
    ...rest,
    hasChapters: chapters.length > 0,
    togglePlay: withMedia((media) => {
      if (media.paused) media.play().catch(() => {})
      else media.pause()
    }),
    seekBy: (seconds) => withMedia((media) => seekTo(media, media.currentTime + seconds))(),
    seekToShare: (share) => withMedia((media) => seekTo(media, (media.duration || 0) * share))(),
    goToChapter: (step) =>
      withMedia((media) => {
        const chapter = chapterFrom(chapters, media.currentTime, step)
        if (!chapter) return
        media.currentTime = chapter.start_seconds
        speak(chapter.title)
      })(),
    changeRate: (step) =>
      withMedia((media) => {
        const rate = nextRate(media.playbackRate, step)
        chooseRate(rate)
        say(t('speedIs', { rate: rateWords(rate) }))
      })(),
    changeVolume: (by) =>
      withMedia((media) => {
        const volume = Math.min(Math.max(Math.round((media.volume + by) * 10) / 10, 0), 1)
        chooseMuted(false)
        chooseVolume(volume)
        say(t('volumeIs', { percent: String(Math.round(volume * 100)) }))
      })(),
    toggleMute: withMedia((media) => {
      const isMuted = !media.muted
      chooseMuted(isMuted)
      say(isMuted ? t('soundOff') : t('soundOn'))
    }),
  }
}

function chapterFrom(chapters: readonly Chapter[], seconds: number, step: 1 | -1): Chapter | undefined {
  const index = chapterAt(chapters, seconds)
  if (step === 1) return chapters[index + 1]
  const isAtBeginning = seconds - (chapters[index]?.start_seconds ?? 0) < CHAPTER_BEGINNING_SECONDS
  return chapters[Math.max(isAtBeginning ? index - 1 : index, 0)]
}
