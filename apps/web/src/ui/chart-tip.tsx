import type { ReactNode } from 'react'
import styles from './chart.module.css'

/** What a chart says of the place that the pointer or the keyboard is at; a screen reader reads it out. */
export function ChartTip({ value, children }: { value?: string | undefined; children?: ReactNode }) {
  return (
    <div className={styles.tip} role="status">
      {value !== undefined && (
        <>
          <strong>{value}</strong>
          {children}
        </>
      )}
    </div>
  )
}
