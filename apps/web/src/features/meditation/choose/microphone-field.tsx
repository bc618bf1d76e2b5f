import { Choice } from '../../../ui/choice.tsx'
import { BreathIcon, MicrophoneIcon } from '../../../ui/icons.tsx'
import { Switch } from '../../../ui/switch.tsx'
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
      <legend className={legends.small}>Who leads?</legend>
      <div className={styles.ways}>
        <Choice
          name="who"
          className={styles.way}
          isChosen={usesMicrophone}
          onChoose={() => onPreferences({ usesMicrophone: true })}
        >
          <MicrophoneIcon size={22} /> Follow my breath
        </Choice>
        <Choice
          name="who"
          className={styles.way}
          isChosen={!usesMicrophone}
          onChoose={() => onPreferences({ usesMicrophone: false })}
        >
          <BreathIcon size={22} /> Just pace me
        </Choice>
      </div>
      {usesMicrophone ? (
        <Switch
          label="Private mode"
          isOn={isPrivate}
          onSwitch={(on) => onPreferences({ isPrivate: on })}
          words={
            isPrivate
              ? 'Your microphone’s sound stays on this device; only measurements of loudness and timbre are sent.'
              : 'Sound is sent to be analysed live, and never stored.'
          }
        />
      ) : (
        <p className={styles.words}>No microphone is used. Your minutes count all the same.</p>
      )}
    </fieldset>
  )
}
