import type { ViewOverview, ViewShare } from '@better-and-bliss/sdk'
import type { CSSProperties } from 'react'
import { Panel } from '../../ui/panel.tsx'
import { type CountedThing, countWords } from '../../ui/words.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { percentWords, SHARE_NAMES } from './words.ts'

interface SharesPanelProps {
  title: string
  shares: readonly ViewShare[]
  nameOf: (value: string) => string
  /** What is counted. */
  thing?: CountedThing
}

const MOST_SHARES = 8

/** Devices, countries and sources side by side. */
export function SharesPanels({ of }: { of: Pick<ViewOverview, 'devices' | 'countries' | 'sources'> }) {
  return (
    <div className={styles.three}>
      <SharesPanel title={t('devices')} shares={of.devices} nameOf={SHARE_NAMES.devices} />
      <SharesPanel title={t('countries')} shares={of.countries} nameOf={SHARE_NAMES.countries} />
      <SharesPanel title={t('ledBy')} shares={of.sources} nameOf={SHARE_NAMES.sources} />
    </div>
  )
}

/** Where views came from: bars that are words at the same time. */
export function SharesPanel({ title, shares, nameOf, thing = 'view' }: SharesPanelProps) {
  const total = shares.reduce((sum, { views }) => sum + views, 0)
  const most = Math.max(...shares.map(({ views }) => views))
  return (
    <Panel title={title}>
      {shares.length === 0 ? (
        <p className={styles.few}>{t('nothingKnown')}</p>
      ) : (
        <ul className={styles.shares}>
          {fewOf(shares).map(({ value, views }) => (
            <li key={value} style={{ '--share': views / most } as CSSProperties}>
              <span>{nameOf(value)}</span>
              <span className={styles.amount} title={countWords(views, thing)}>
                {percentWords(views / total)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** The largest; what would be a long tail joins the others. */
function fewOf(shares: readonly ViewShare[]): ViewShare[] {
  if (shares.length <= MOST_SHARES) return [...shares]
  const named = shares.filter(({ value }) => value !== 'other')
  const shown = named.slice(0, MOST_SHARES - 1)
  const views = shares.filter((share) => !shown.includes(share)).reduce((sum, share) => sum + share.views, 0)
  return [...shown, { value: 'other', views }]
}
