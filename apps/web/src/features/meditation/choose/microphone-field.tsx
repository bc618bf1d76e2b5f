import { Choice } from '../../../ui/choice.tsx'
import { BreathIcon, MicrophoneIcon } from '../../../ui/icons.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { t } from '../messages.ts'
import type { Preferences } from '../preferences.ts'
import legends from './legends.module.css'
import styles from './microphone-field.module.css'

interface MicrophoneFieldProps {
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
}

/** With a microphone, or paced; and what of the sound may leave this device. */
export function MicrophoneField({ preferences: { usesMicrophone, isPrivate }, onPreferences }: MicrophoneFieldProps) {
  return (
    <fieldset className={styles.field}>
      <legend className={legends.small}>{t('whoLeads')}</legend>
      <div className={styles.ways}>
        <Choice
          name="who"
          className={styles.way}
          isChosen={usesMicrophone}
          onChoose={() => onPreferences({ usesMicrophone: true })}
        >
          <MicrophoneIcon size={22} /> {t('followMyBreath')}
        </Choice>
        <Choice
          name="who"
          className={styles.way}
          isChosen={!usesMicrophone}
          onChoose={() => onPreferences({ usesMicrophone: false })}
        >
          <BreathIcon size={22} /> {t('justPace')}
        </Choice>
      </div>
      {usesMicrophone ? (
        <Switch
          label={t('privateMode')}
          isOn={isPrivate}
          onSwitch={(on) => onPreferences({ isPrivate: on })}
          words={isPrivate ? t('soundStays') : t('soundSent')}
        />
      ) : (
        <p className={styles.words}>{t('noMicrophone')}</p>
      )}
    </fieldset>
  )
}
