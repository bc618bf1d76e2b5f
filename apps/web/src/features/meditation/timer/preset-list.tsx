import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { v4 as newId } from 'uuid'
import { CloseIcon } from '../../../ui/icons.tsx'
import { useFocusWhenFewer } from '../../../ui/use-focus-when-fewer.ts'
import { t } from './messages.ts'
import styles from './preset-list.module.css'
import { type Preset, settingsOf, type TimerSettings } from './settings.ts'
import type { Presets } from './use-timer-presets.ts'

interface PresetListProps {
  presets: Presets
  settings: TimerSettings
  onSettings: (settings: TimerSettings) => void
}

/** Presets to take with one tap, and a field to keep what is set now. */
export function PresetList({ presets, settings, onSettings }: PresetListProps) {
  const [name, setName] = useState('')
  /** The same for each try: the answer to one that was stored may be lost. */
  const [id, setId] = useState(() => newId())
  const section = useRef<HTMLElement>(null)
  useFocusWhenFewer(section, presets.all.length)
  function keep(event: FormEvent): void {
    event.preventDefault()
    if (!name.trim()) return
    presets.keep({ id, name: name.trim(), ...settings }, () => {
      setName('')
      setId(newId())
    })
  }
  return (
    <section ref={section} tabIndex={-1} className={styles.presets} aria-label={t('presets')}>
      {presets.all.length > 0 && (
        <ul>
          {presets.all.map((preset) => (
            <li key={preset.id}>
              <button
                type="button"
                aria-pressed={isSet(preset, settings)}
                onClick={() => onSettings(settingsOf(preset))}
              >
                {preset.name}
              </button>
              <button
                type="button"
                aria-label={t('deletePreset', { name: preset.name })}
                onClick={() => presets.remove(preset.id)}
              >
                <CloseIcon size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={keep}>
        <input
          aria-label={t('presetName')}
          placeholder={t('nameSetting')}
          maxLength={MAX_LENGTHS.putTimerPreset.name}
          required
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" size="sm">
          {t('keep')}
        </Button>
      </form>
    </section>
  )
}

function isSet(preset: Preset, settings: TimerSettings): boolean {
  return JSON.stringify(settingsOf(preset)) === JSON.stringify(settingsOf(settings))
}
