import { t } from './messages.ts'
import styles from './mixer-fields.module.css'
import { AMBIENT_SOUNDS, type AmbientSound, MAX_AT_ONCE, type Mix, SOUND_NAMES } from './sounds.ts'

interface MixerFieldsProps {
  mix: Mix
  onToggle: (sound: AmbientSound) => void
  onLevel: (sound: AmbientSound, level: number) => void
}

/** Every sound as a switch, and those that are on with their levels. */
export function MixerFields({ mix, onToggle, onLevel }: MixerFieldsProps) {
  const isFull = mix.length >= MAX_AT_ONCE
  return (
    <fieldset className={styles.mixer}>
      <legend className="visually-hidden">{t('ambientSounds')}</legend>
      {AMBIENT_SOUNDS.map((sound) => {
        const part = mix.find((one) => one.sound === sound)
        return (
          <div key={sound} className={styles.sound} data-on={part !== undefined || undefined}>
            <button
              type="button"
              aria-pressed={part !== undefined}
              disabled={isFull && !part}
              onClick={() => onToggle(sound)}
            >
              {SOUND_NAMES[sound]}
            </button>
            {part && (
              <input
                type="range"
                min={1}
                max={100}
                value={part.level}
                aria-label={t('levelOf', { sound: SOUND_NAMES[sound] })}
                aria-valuetext={t('percent', { level: part.level })}
                onChange={({ currentTarget }) => onLevel(sound, currentTarget.valueAsNumber)}
              />
            )}
          </div>
        )
      })}
      <p role="status" className={styles.most}>
        {isFull && t('threeAtMost')}
      </p>
    </fieldset>
  )
}
