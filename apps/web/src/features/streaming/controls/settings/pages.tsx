import type { ComponentType } from 'react'
import { MixerFields } from '../../../ambience/mixer-fields.tsx'
import { mixWords } from '../../../ambience/sounds.ts'
import { t } from '../../messages.ts'
import type { PlayerControls } from '../player-controls.ts'
import { SLEEP_CHOICES, sleepWords } from '../sleep/sleep-timer.ts'
import { RATES, rateWords } from '../speed.ts'
import { CaptionsPage } from './captions-page.tsx'
import { ChaptersPage } from './chapters-page.tsx'
import { NextPage } from './next-page.tsx'
import { Option, Options } from './option.tsx'
import { QualityPage, qualityWords } from './quality-page.tsx'
import styles from './settings.module.css'

/** One thing that may be set, with what it is set to. */
export interface Page {
  title: string
  isOf: (controls: PlayerControls) => boolean
  /** What is set now, in words. */
  value: (controls: PlayerControls) => string
  Body: ComponentType<PlayerControls>
}

/** In the order in which they stand. */
export const PAGES = {
  quality: {
    title: t('quality'),
    isOf: ({ item, playback }) => item.content_type === 'video' && playback.stream !== null,
    value: ({ playback }) => qualityWords(playback),
    Body: QualityPage,
  },
  speed: {
    title: t('speed'),
    isOf: () => true,
    value: ({ preferences }) => rateWords(preferences.preferences.rate),
    Body: SpeedPage,
  },
  captions: {
    title: t('captions'),
    isOf: ({ captions }) => captions.tracks.length > 0,
    value: ({ captions }) => captions.tracks.find(({ id }) => id === captions.shown)?.label ?? t('off'),
    Body: CaptionsPage,
  },
  audio: {
    title: t('language'),
    isOf: ({ playback }) => playback.audio.tracks.length > 0,
    value: ({ playback: { audio } }) => audio.tracks.find(({ id }) => id === audio.heard)?.label ?? '',
    Body: AudioPage,
  },
  chapters: {
    title: t('chapters'),
    isOf: ({ chapters }) => chapters.length > 0,
    value: ({ chapters, chapter }) => chapters[chapter]?.title ?? '',
    Body: ChaptersPage,
  },
  sleep: {
    title: t('sleepTimer'),
    isOf: () => true,
    value: ({ sleep }) => sleepValue(sleep),
    Body: SleepPage,
  },
  ambience: {
    title: t('ambientSounds'),
    isOf: () => true,
    value: ({ ambience: { mix, isPlaying } }) => (isPlaying ? mixWords(mix) : t('off')),
    Body: AmbiencePage,
  },
  next: {
    title: t('upNext'),
    isOf: ({ following }) => following !== null,
    value: ({ following }) => following?.next?.title ?? t('nothing'),
    Body: NextPage,
  },
  hidden: {
    title: t('screenOff'),
    // Computers play on behind other windows by themselves.
    isOf: ({ playback, hasPicture }) =>
      hasPicture && playback.stream?.hls_audio !== undefined && matchMedia('(pointer: coarse)').matches,
    value: ({ preferences }) => hiddenWords(preferences.preferences.playsHidden),
    Body: HiddenPage,
  },
} satisfies Record<string, Page>

export type PageName = keyof typeof PAGES

export const PAGE_NAMES = Object.keys(PAGES) as PageName[]

function SpeedPage({ preferences: { preferences, change } }: PlayerControls) {
  return (
    <Options legend={t('speed')}>
      {RATES.map((rate) => (
        <Option
          key={rate}
          name="speed"
          label={rateWords(rate)}
          checked={preferences.rate === rate}
          onChoose={() => change({ rate })}
        />
      ))}
    </Options>
  )
}

function AudioPage({ playback, preferences: { change } }: PlayerControls) {
  return (
    <Options legend={t('language')}>
      {playback.audio.tracks.map(({ id, label }) => (
        <Option
          key={id}
          name="audio"
          label={label}
          checked={playback.audio.heard === id}
          onChoose={() => {
            change({ audioLanguage: id })
            playback.chooseAudio(id)
          }}
        />
      ))}
    </Options>
  )
}

function HiddenPage({ preferences: { preferences, change } }: PlayerControls) {
  return (
    <Options legend={t('whenScreenOff')}>
      {[false, true].map((playsHidden) => (
        <Option
          key={String(playsHidden)}
          name="hidden"
          label={hiddenWords(playsHidden)}
          checked={preferences.playsHidden === playsHidden}
          onChoose={() => change({ playsHidden })}
        />
      ))}
    </Options>
  )
}

function hiddenWords(playsHidden: boolean): string {
  return playsHidden ? t('soundGoesOn') : t('asDevice')
}

function SleepPage({ sleep }: PlayerControls) {
  return (
    <Options legend={t('sleepTimer')}>
      <Option name="sleep" label={t('off')} checked={sleep.choice === null} onChoose={() => sleep.choose(null)} />
      {SLEEP_CHOICES.map((choice) => (
        <Option
          key={choice}
          name="sleep"
          label={sleepWords(choice)}
          checked={sleep.choice === choice}
          onChoose={() => sleep.choose(choice)}
        />
      ))}
    </Options>
  )
}

function AmbiencePage({ ambience: { mix, isPlaying, toggle, setLevel, play, pause } }: PlayerControls) {
  return (
    <div className={styles.mixer}>
      <MixerFields mix={mix} onToggle={toggle} onLevel={setLevel} />
      {mix.length > 0 && (
        <button type="button" className={styles.hear} onClick={isPlaying ? pause : play}>
          {isPlaying ? t('pauseSounds') : t('playSounds')}
        </button>
      )}
    </div>
  )
}

function sleepValue({ choice, leftMinutes }: PlayerControls['sleep']): string {
  if (choice === null) return t('off')
  return typeof choice === 'number' ? t('minutesLeft', { leftMinutes }) : sleepWords(choice)
}
