import type { Download as Lease } from '@better-and-bliss/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isMissing, wordsOf } from '../../api/answer.ts'
import { deviceNameWords } from '../../ui/device-words.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { dayWords } from '../../ui/words.ts'
import { downloadsApi } from './api.ts'
import styles from './downloads.module.css'
import { t } from './messages.ts'
import { LEASES_KEY } from './queries.ts'

/** What other devices of the member keep. One press gives it up; the device deletes it when it next has a network. */
export function OtherDevices({ leases, ids }: { leases: readonly Lease[]; ids: readonly string[] }) {
  const others = leases.filter(({ id, is_here }) => !is_here && !ids.includes(id))
  const list = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(list, others.length)
  if (others.length === 0) return null
  return (
    <section aria-label={t('onOtherDevices')}>
      <h2 className={styles.heading}>{t('onOtherDevices')}</h2>
      <ul ref={list} tabIndex={-1} className={styles.list}>
        {others.map((lease) => (
          <Other key={lease.id} lease={lease} />
        ))}
      </ul>
    </section>
  )
}

function Other({ lease }: { lease: Lease }) {
  const { id, created_at, item } = lease
  const device = deviceNameWords(lease.device)
  const queries = useQueryClient()
  const toasts = useToasts()
  const title = item?.title ?? t('takenDown')
  async function remove(): Promise<void> {
    try {
      await downloadsApi.remove(id).catch((error: unknown) => {
        if (!isMissing(error)) throw error
      })
      await queries.invalidateQueries({ queryKey: LEASES_KEY })
      toasts.say(t('givenUp', { title, device }))
    } catch (error) {
      toasts.say(wordsOf(error, t('didNotWork')))
    }
  }
  return (
    <li className={styles.entry}>
      <div className={styles.words}>
        <h3>{title}</h3>
        <p>{t('since', { device, day: dayWords(created_at) })}</p>
      </div>
      <button
        type="button"
        className={styles.remove}
        onClick={() => void remove()}
        aria-label={t('removeFrom', { device, title })}
      >
        <CloseIcon size={20} />
      </button>
    </li>
  )
}
