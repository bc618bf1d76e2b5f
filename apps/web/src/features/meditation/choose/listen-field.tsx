import type { ReactNode } from 'react'
import { ListenIcon, RingIcon } from '../icons.tsx'
import type { Preferences } from '../preferences.ts'
import { Switch } from '../switch.tsx'
import styles from './listen-field.module.css'

interface ListenFieldProps {
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
}

/** With a microphone, or paced; and what of the sound may leave this device. */
export function ListenField({ preferences: { usesMicrophone, isPrivate }, onPreferences }: ListenFieldProps) {
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>Who leads?</legend>
      <div className={styles.ways}>
        <Way isChosen={usesMicrophone} onChoose={() => onPreferences({ usesMicrophone: true })}>
          <ListenIcon /> Follow my breath
        </Way>
        <Way isChosen={!usesMicrophone} onChoose={() => onPreferences({ usesMicrophone: false })}>
          <RingIcon /> Just pace me
        </Way>
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

function Way({ isChosen, onChoose, children }: { isChosen: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <label className={styles.way}>
      <input type="radio" name="who" checked={isChosen} onChange={onChoose} className="visually-hidden" />
      {children}
    </label>
  )
}
