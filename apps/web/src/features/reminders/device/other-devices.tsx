import type { ReminderDevice } from '@better-and-bliss/sdk'
import type { RefObject } from 'react'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { CloseIcon } from '../../../ui/icons.tsx'
import { dayWords } from '../../../ui/words.ts'
import { t } from '../messages.ts'
import styles from '../reminder-panel.module.css'
import { useRemoveDevice } from './queries.ts'

interface OtherDevicesProps {
  list: RefObject<HTMLUListElement | null>
  devices: readonly ReminderDevice[]
}

/** Other devices that remind the member, each with a button that ends it. */
export function OtherDevices({ list, devices }: OtherDevicesProps) {
  const removing = useRemoveDevice()
  if (devices.length === 0) return null
  return (
    <section aria-label={t('otherDevices')} className={styles.others}>
      <h3 className={styles.label}>{t('otherDevices')}</h3>
      <ul ref={list} tabIndex={-1}>
        {devices.map((one) => {
          const device = deviceNameWords(one.device)
          return (
            <li key={one.id} className={styles.device}>
              <div>
                {device}
                <p className={styles.hint}>{t('deviceSince', { day: dayWords(one.created_at) })}</p>
              </div>
              <button
                type="button"
                className={styles.remove}
                aria-label={t('removeDevice', { device })}
                onClick={() => removing.mutate(one)}
              >
                <CloseIcon size={20} />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
