import type { Reminder } from '@better-and-bliss/sdk'
import { Switch } from '../../../ui/switch.tsx'
import { t } from '../messages.ts'
import styles from '../reminder-panel.module.css'
import type { PushState } from './push-state.ts'
import { type Devices, useDeviceHere } from './queries.ts'

/** Whether this device reminds the member, or what it takes. */
export function DeviceWay({ reminder, devices }: { reminder: Reminder; devices: Devices }) {
  const switching = useDeviceHere(reminder, devices)
  if (devices.publicKey === null) return null
  if (devices.state !== 'ready') return <NotHere state={devices.state} />
  const isOn = reminder.on && reminder.by_push && devices.here !== null
  return (
    <Switch
      label={t('onThisDevice')}
      words={t('onThisDeviceHint')}
      isOn={switching.isPending ? switching.variables : isOn}
      onSwitch={(on) => {
        if (!switching.isPending) switching.mutate(on)
      }}
    />
  )
}

const WORDS: Record<Exclude<PushState, 'ready'>, { title: string; hint: string }> = {
  blocked: { title: t('blocked'), hint: t('blockedHint') },
  install_first: { title: t('installFirst'), hint: t('installFirstHint') },
  unsupported: { title: t('installFirst'), hint: t('unsupportedHint') },
}

function NotHere({ state }: { state: Exclude<PushState, 'ready'> }) {
  const { title, hint } = WORDS[state]
  return (
    <div>
      <p className={styles.label}>{title}</p>
      <p className={styles.hint}>{hint}</p>
    </div>
  )
}
