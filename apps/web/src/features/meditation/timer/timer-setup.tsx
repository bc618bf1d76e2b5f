import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useState } from 'react'
import page from '../../../ui/card-page.module.css'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { countWords } from '../../../ui/words.ts'
import { MixerFields } from '../../ambience/mixer-fields.tsx'
import { type AmbientSound, mixWords } from '../../ambience/sounds.ts'
import { openRenderer } from '../../ambience/synthesis/loops.ts'
import { useAmbienceView } from '../../ambience/use-ambience.ts'
import { MoodField } from '../reflection/mood-field.tsx'
import { WaitingSessions } from '../unsent/waiting-sessions.tsx'
import { t } from './messages.ts'
import { MinutesField } from './minutes-field.tsx'
import { PresetList } from './preset-list.tsx'
import type { TimerSettings } from './settings.ts'
import styles from './timer-setup.module.css'
import type { Presets } from './use-timer-presets.ts'

const PREPARATIONS = [
  ['0', t('none')],
  ['5', countWords(5, 'second')],
  ['10', countWords(10, 'second')],
  ['15', countWords(15, 'second')],
  ['30', countWords(30, 'second')],
  ['60', countWords(1, 'minute')],
  ['120', countWords(2, 'minute')],
  ['300', countWords(5, 'minute')],
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
    <div className={page.page}>
      <PageTitle>{t('timer')}</PageTitle>
      <PageHead title={t('timer')}>{t('lead')}</PageHead>
      {memberId !== null && <WaitingSessions memberId={memberId} />}
      <div className={page.card}>
        <MinutesField minutes={settings.minutes} onMinutes={(minutes) => change({ minutes })} />
        <div className={styles.pair}>
          <NativeSelect
            label={t('timeToSettle')}
            value={String(settings.preparation_seconds)}
            data={withValue(PREPARATIONS, settings.preparation_seconds, 'second')}
            onChange={({ currentTarget }) => change({ preparation_seconds: Number(currentTarget.value) })}
          />
          <NativeSelect
            label={t('bellsOnWay')}
            value={String(settings.interval_minutes ?? '')}
            data={withValue([['', t('none')], ...INTERVALS.map(everyWords)], settings.interval_minutes, 'minute')}
            onChange={({ currentTarget: { value } }) => change({ interval_minutes: value ? Number(value) : null })}
          />
        </div>
        <div className={styles.switches}>
          <Switch
            label={t('bellAtStart')}
            isOn={settings.start_bell}
            onSwitch={(start_bell) => change({ start_bell })}
          />
          {settings.minutes !== null && (
            <Switch label={t('bellAtEnd')} isOn={settings.end_bell} onSwitch={(end_bell) => change({ end_bell })} />
          )}
        </div>
        <details className={styles.sounds} open={hasSounds}>
          <summary>{t('soundsWhile', { sounds: sounds.length > 0 ? mixWords(sounds) : t('noSounds') })}</summary>
          <MixerFields
            mix={sounds}
            onToggle={toggle}
            onLevel={(sound, level) =>
              change({ ambient_sounds: sounds.map((part) => (part.sound === sound ? { sound, level } : part)) })
            }
          />
        </details>
        {mood && <MoodField label={t('howAreYou')} mood={mood.before} onMood={mood.onBefore} />}
        <div className={styles.begin}>
          <Button size="lg" fullWidth onClick={onBegin}>
            {t('begin')}
          </Button>
        </div>
        <PresetList presets={presets} settings={settings} onSettings={onSettings} />
      </div>
    </div>
  )
}

function everyWords(minutes: number): readonly [string, string] {
  return [String(minutes), minutes === 1 ? t('everyMinute') : t('everyMinutes', { minutes })]
}

/** A value that a preset of another client has is one of the choices, too. */
function withValue(options: readonly (readonly [string, string])[], value: number | null, unit: 'second' | 'minute') {
  const isListed = value === null || options.some(([known]) => known === String(value))
  const all = isListed ? options : [...options, [String(value), countWords(value, unit)] as const]
  return all.map(([known, label]) => ({ value: known, label }))
}
