import { TIER_NAMES, type Tier } from '@better-and-bliss/membership'
import { type RefObject, type ToggleEvent, useId, useState } from 'react'
import { LockIcon, TuneIcon } from '../../../ui/icons.tsx'
import type { Quality, Rung } from '../qualities.ts'
import type { PlaybackControls } from '../use-playback.ts'
import styles from './settings.module.css'
import type { Captions } from './use-captions.ts'

const RATES = [0.75, 1, 1.25, 1.5, 2]

interface SettingsProps {
  /** Empty for sound. */
  rungs: readonly Rung[]
  hasSound: boolean
  playback: PlaybackControls
  captions: Captions
  video: RefObject<HTMLVideoElement | null>
}

/**
 * Quality, speed and captions. A native popover: it lies above a player in full screen too, and Escape, a click beside it
 * and the focus work as everywhere.
 */
export function Settings({ rungs, hasSound, playback, captions, video }: SettingsProps) {
  const id = useId()
  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget={id}
        aria-label="Settings"
        {...{ keysused: 'Enter Space' }}
      >
        <TuneIcon size={24} />
      </button>
      <div id={id} popover="auto" className={styles.panel} onToggle={focusChosen}>
        {rungs.length > 0 && <QualityChoice rungs={rungs} hasSound={hasSound} playback={playback} />}
        <SpeedChoice video={video} />
        {captions.tracks.length > 0 && <CaptionsChoice captions={captions} />}
      </div>
    </>
  )
}

function focusChosen({ currentTarget, newState }: ToggleEvent<HTMLDivElement>): void {
  if (newState === 'open') currentTarget.querySelector<HTMLInputElement>('input:checked')?.focus()
}

function QualityChoice({ rungs, hasSound, playback }: Pick<SettingsProps, 'rungs' | 'hasSound' | 'playback'>) {
  const { quality, height, choose } = playback
  const option = (value: Quality, label: string, opensWith: Tier | null = null) => (
    <Option
      key={value}
      name="quality"
      label={label}
      hint={value === 'auto' && quality === 'auto' && height ? `${height}p` : undefined}
      opensWith={opensWith}
      checked={quality === value}
      onChoose={() => choose(value)}
    />
  )
  return (
    <fieldset className={styles.group}>
      <legend>Quality</legend>
      {option('auto', 'Auto')}
      {rungs.map((rung) => option(rung.height, `${rung.height}p`, rung.opensWith))}
      {hasSound && option('sound', 'Sound only')}
    </fieldset>
  )
}

function SpeedChoice({ video }: Pick<SettingsProps, 'video'>) {
  const [rate, setRate] = useState(video.current?.playbackRate ?? 1)
  const choose = (next: number) => {
    if (video.current) video.current.playbackRate = next
    setRate(next)
  }
  return (
    <fieldset className={styles.group}>
      <legend>Speed</legend>
      {RATES.map((value) => (
        <Option
          key={value}
          name="speed"
          label={value === 1 ? 'Normal' : `${value}×`}
          checked={rate === value}
          onChoose={() => choose(value)}
        />
      ))}
    </fieldset>
  )
}

function CaptionsChoice({ captions: { tracks, shown, show } }: { captions: Captions }) {
  return (
    <fieldset className={styles.group}>
      <legend>Captions</legend>
      <Option name="captions" label="Off" checked={shown === null} onChoose={() => show(null)} />
      {tracks.map(({ label, track }) => (
        <Option key={label} name="captions" label={label} checked={shown === track} onChoose={() => show(track)} />
      ))}
    </fieldset>
  )
}

interface OptionProps {
  name: string
  label: string
  /** What the choice comes to now; hidden from screen readers, as it changes by itself. */
  hint?: string | undefined
  /** The plan that a locked one needs. */
  opensWith?: Tier | null
  checked: boolean
  onChoose: () => void
}

function Option({ name, label, hint, opensWith = null, checked, onChoose }: OptionProps) {
  return (
    <label className={styles.option} data-locked={opensWith !== null || undefined}>
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={opensWith !== null}
        onChange={onChoose}
        {...{ keysused: 'ArrowUp ArrowDown ArrowLeft ArrowRight Space' }}
      />
      {label}
      {hint && (
        <span className={styles.hint} aria-hidden="true">
          {hint}
        </span>
      )}
      {opensWith && (
        <span className={styles.lock}>
          <LockIcon size={14} /> {TIER_NAMES[opensWith]}
        </span>
      )}
    </label>
  )
}
