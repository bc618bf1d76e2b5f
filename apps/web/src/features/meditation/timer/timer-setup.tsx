import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useState } from 'react'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { MixerFields } from '../../ambience/mixer-fields.tsx'
import { type AmbientSound, mixWords } from '../../ambience/sounds.ts'
import { openRenderer } from '../../ambience/synthesis/loops.ts'
import { useAmbienceView } from '../../ambience/use-ambience.ts'
import { MoodField } from '../reflection/mood-field.tsx'
import { WaitingSessions } from '../unsent/waiting-sessions.tsx'
import { MinutesField } from './minutes-field.tsx'
import { PresetList } from './preset-list.tsx'
import type { TimerSettings } from './settings.ts'
import styles from './timer-setup.module.css'
import type { Presets } from './use-timer-presets.ts'

const PREPARATIONS = [
  ['0', 'None'],
  ['5', '5 seconds'],
  ['10', '10 seconds'],
  ['15', '15 seconds'],
  ['30', '30 seconds'],
  ['60', '1 minute'],
  ['120', '2 minutes'],
  ['300', '5 minutes'],
] as const
const INTERVALS = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60]

interface TimerSetupProps {
  /** Null for a guest. */
  memberId: string | null
  settings: TimerSettings
  onSettings: (settings: TimerSettings) => void
  presets: Presets
  /** Undefined for a guest, of whom nothing is kept. */
  mood: { before: number | null; onBefore: (mood: number | null) => void } | undefined
  onBegin: () => void
}

/** How long, and which bells. */
export function TimerSetup({ memberId, settings, onSettings, presets, mood, onBegin }: TimerSetupProps) {
  const change = (part: Partial<TimerSettings>) => onSettings({ ...settings, ...part })
  const { levels } = useAmbienceView()
  const sounds = settings.ambient_sounds
  const [hasSounds] = useState(sounds.length > 0)
  const toggle = (sound: AmbientSound) => {
    const others = sounds.filter((part) => part.sound !== sound)
    const isAdded = others.length === sounds.length
    change({ ambient_sounds: isAdded ? [...sounds, { sound, level: levels[sound] }] : others })
  }
  // The network may be gone when it begins.
  useEffect(() => void openRenderer(), [])
  return (
    <div className={styles.page}>
      <PageTitle>Timer</PageTitle>
      <PageHead title="Timer">Sit as long as you like. A bell begins it, and a bell ends it.</PageHead>
      {memberId !== null && <WaitingSessions memberId={memberId} />}
      <div className={styles.card}>
        <MinutesField minutes={settings.minutes} onMinutes={(minutes) => change({ minutes })} />
        <div className={styles.pair}>
          <NativeSelect
            label="Time to settle"
            value={String(settings.preparation_seconds)}
            data={withValue(PREPARATIONS, settings.preparation_seconds, 'seconds')}
            onChange={({ currentTarget }) => change({ preparation_seconds: Number(currentTarget.value) })}
          />
          <NativeSelect
            label="Bells on the way"
            value={String(settings.interval_minutes ?? '')}
            data={withValue([['', 'None'], ...INTERVALS.map(everyWords)], settings.interval_minutes, 'minutes')}
            onChange={({ currentTarget: { value } }) => change({ interval_minutes: value ? Number(value) : null })}
          />
        </div>
        <div className={styles.switches}>
          <Switch
            label="Bell at the start"
            isOn={settings.start_bell}
            onSwitch={(start_bell) => change({ start_bell })}
          />
          {settings.minutes !== null && (
            <Switch label="Bell at the end" isOn={settings.end_bell} onSwitch={(end_bell) => change({ end_bell })} />
          )}
        </div>
        <details className={styles.sounds} open={hasSounds}>
          <summary>Sounds while you sit: {sounds.length > 0 ? mixWords(sounds) : 'none'}</summary>
          <MixerFields
            mix={sounds}
            onToggle={toggle}
            onLevel={(sound, level) =>
              change({ ambient_sounds: sounds.map((part) => (part.sound === sound ? { sound, level } : part)) })
            }
          />
        </details>
        {mood && <MoodField label="How are you now?" mood={mood.before} onMood={mood.onBefore} />}
        <div className={styles.begin}>
          <Button size="lg" fullWidth onClick={onBegin}>
            Begin
          </Button>
        </div>
        <PresetList presets={presets} settings={settings} onSettings={onSettings} />
      </div>
    </div>
  )
}

function everyWords(minutes: number): readonly [string, string] {
  return [String(minutes), minutes === 1 ? 'Every minute' : `Every ${minutes} minutes`]
}

/** A value that a preset of another client has is one of the choices, too. */
function withValue(options: readonly (readonly [string, string])[], value: number | null, unit: string) {
  const isListed = value === null || options.some(([known]) => known === String(value))
  const all = isListed ? options : [...options, [String(value), `${value} ${unit}`] as const]
  return all.map(([known, label]) => ({ value: known, label }))
}
