import type { ComponentType } from 'react'
import { MixerFields } from '../../../ambience/mixer-fields.tsx'
import { mixWords } from '../../../ambience/sounds.ts'
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
    title: 'Quality',
    isOf: ({ item, playback }) => item.content_type === 'video' && playback.stream !== null,
    value: ({ playback }) => qualityWords(playback),
    Body: QualityPage,
  },
  speed: {
    title: 'Speed',
    isOf: () => true,
    value: ({ preferences }) => rateWords(preferences.preferences.rate),
    Body: SpeedPage,
  },
  captions: {
    title: 'Captions',
    isOf: ({ captions }) => captions.tracks.length > 0,
    value: ({ captions }) => captions.tracks.find(({ id }) => id === captions.shown)?.label ?? 'Off',
    Body: CaptionsPage,
  },
  audio: {
    title: 'Language',
    isOf: ({ playback }) => playback.audio.tracks.length > 0,
    value: ({ playback: { audio } }) => audio.tracks.find(({ id }) => id === audio.heard)?.label ?? '',
    Body: AudioPage,
  },
  chapters: {
    title: 'Chapters',
    isOf: ({ chapters }) => chapters.length > 0,
    value: ({ chapters, chapter }) => chapters[chapter]?.title ?? '',
    Body: ChaptersPage,
  },
  sleep: {
    title: 'Sleep timer',
    isOf: () => true,
    value: ({ sleep }) => sleepValue(sleep),
    Body: SleepPage,
  },
  ambience: {
    title: 'Ambient sounds',
    isOf: () => true,
    value: ({ ambience: { mix, isPlaying } }) => (isPlaying ? mixWords(mix) : 'Off'),
    Body: AmbiencePage,
  },
  next: {
    title: 'Up next',
    isOf: ({ following }) => following !== null,
    value: ({ following }) => following?.next?.title ?? 'Nothing',
    Body: NextPage,
  },
  hidden: {
    title: 'Screen off',
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
    <Options legend="Speed">
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
    <Options legend="Language">
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
    <Options legend="When the screen is off">
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
  return playsHidden ? 'The sound goes on' : 'As the device does'
}

function SleepPage({ sleep }: PlayerControls) {
  return (
    <Options legend="Sleep timer">
      <Option name="sleep" label="Off" checked={sleep.choice === null} onChoose={() => sleep.choose(null)} />
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
          {isPlaying ? 'Pause the sounds' : 'Play the sounds'}
        </button>
      )}
    </div>
  )
}

function sleepValue({ choice, leftMinutes }: PlayerControls['sleep']): string {
  if (choice === null) return 'Off'
  return typeof choice === 'number' ? `${leftMinutes} min left` : sleepWords(choice)
}
