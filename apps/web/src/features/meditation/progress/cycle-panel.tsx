import type { SessionStats } from '@better-and-bliss/sdk'
import { type CSSProperties, useMemo } from 'react'
import chart from '../../../ui/chart.module.css'
import { Panel } from '../../../ui/panel.tsx'
import { breathDataOf } from './breath-data.ts'
import { closenessWords, lengthOf } from './closeness.ts'
import { curveOf, type UsualCycle, usualCycle } from './curve.ts'
import styles from './cycle-panel.module.css'
import { t } from './messages.ts'
import { patternInSentence, secondsWords } from './words.ts'

const PARTS = [
  ['inhale_ms', t('in'), 'inhaling'],
  ['hold_in_ms', t('hold'), 'holding'],
  ['exhale_ms', t('out'), 'exhaling'],
  ['hold_out_ms', t('holdEmpty'), 'holding'],
] as const

/** A usual breath of the session, beside the pattern it followed. */
export function CyclePanel({ session }: { session: SessionStats }) {
  const yours = useMemo(() => usualCycle(curveOf(session.timeline)), [session.timeline])
  if (breathDataOf(session) !== 'enough') return null
  const { target, pattern_name: name } = session
  const longestMs = Math.max(lengthOf(yours), target ? lengthOf(target) : 0)
  const parts = PARTS.filter(([part]) => yours[part] || target?.[part])
  return (
    <Panel title={target ? t('youAndPattern') : t('usualBreath')}>
      {target && <p className={chart.sentence}>{closenessWords(yours, target, name ?? patternInSentence(session))}</p>}
      <div className={styles.bars} aria-hidden="true">
        <Bar name={t('you')} cycle={yours} longestMs={longestMs} />
        {target && <Bar name={t('pattern')} cycle={target} longestMs={longestMs} />}
      </div>
      <table className={chart.table}>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col">{t('youUsually')}</th>
            {target && <th scope="col">{t('pattern')}</th>}
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, name]) => (
            <tr key={part}>
              <th scope="row">{name}</th>
              <td>{partWords(yours[part])}</td>
              {target && <td>{partWords(target[part])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Bar({ name, cycle, longestMs }: { name: string; cycle: UsualCycle; longestMs: number }) {
  return (
    <>
      <span>{name}</span>
      <span className={styles.bar}>
        {PARTS.map(([part, , type]) => (
          <i key={part} data-type={type} style={{ '--share': (cycle[part] ?? 0) / longestMs } as CSSProperties} />
        ))}
      </span>
    </>
  )
}

function partWords(ms: number | null): string {
  return ms ? secondsWords(ms) : '–'
}
