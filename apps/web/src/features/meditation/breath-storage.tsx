import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import styles from './breath-storage.module.css'
import { usePreferences } from './use-preferences.ts'

/** What the member said about keeping the numbers of their breath, and how to say otherwise. */
export function BreathStorage({ memberId }: { memberId: string }) {
  const [{ storesBreath }, change] = usePreferences(memberId)
  return (
    <Panel title="Your breath" anchor="breath">
      <Switch
        label="Keep the numbers of my breath"
        words={
          storesBreath === null
            ? 'You were not asked yet on this device: nothing is kept before you say so.'
            : 'When each breath began, how long it was and how clearly it was heard, in sessions that you begin on this device.'
        }
        isOn={storesBreath === true}
        onSwitch={(isOn) => change({ storesBreath: isOn })}
      />
      <p className={styles.words}>
        That is data about your health. Switching it off counts for the sessions to come. What is kept already you see
        under <Link to="/progress">Progress</Link>, where you can also delete it, with the minutes and the streak that
        came of it.
      </p>
    </Panel>
  )
}
