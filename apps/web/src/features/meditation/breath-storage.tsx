import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import styles from './breath-storage.module.css'
import { t } from './messages.ts'
import { usePreferences } from './use-preferences.ts'

/** What the member said about keeping the numbers of their breath, and how to say otherwise. */
export function BreathStorage({ memberId }: { memberId: string }) {
  const [{ storesBreath }, change] = usePreferences(memberId)
  return (
    <Panel title={t('yourBreath')} anchor="breath">
      <Switch
        label={t('keepNumbers')}
        words={storesBreath === null ? t('notAsked') : t('numbersAre')}
        isOn={storesBreath === true}
        onSwitch={(isOn) => change({ storesBreath: isOn })}
      />
      <p className={styles.words}>{t.rich('healthData', { link: (words) => <Link to="/progress">{words}</Link> })}</p>
    </Panel>
  )
}
