import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import styles from '../../ui/chart.module.css'
import { ChartTip } from '../../ui/chart-tip.tsx'
import { t } from './messages.ts'
import type { Stay } from './retention.ts'
import { percentWords, positionWords } from './words.ts'

const MARGIN = { top: 12, right: 16, bottom: 0, left: 0 }
const AXIS = { stroke: 'var(--line-strong)', tickLine: false, axisLine: false, tickMargin: 8 } as const

/** How many are still there, over the length of the item. Words and a table beside it hold the same. */
export function RetentionChart({ stays, halfAt }: { stays: Stay[]; halfAt: number | undefined }) {
  return (
    <div className={styles.chart}>
      <ResponsiveContainer>
        <AreaChart data={stays} margin={MARGIN} aria-label={t('retentionChart')}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            {...AXIS}
            dataKey="second"
            type="number"
            domain={['dataMin', 'dataMax']}
            tickFormatter={positionWords}
            minTickGap={32}
          />
          <YAxis {...AXIS} width={50} domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percentWords} />
          {halfAt !== undefined && <ReferenceLine x={halfAt} stroke="var(--line-strong)" strokeDasharray="4 4" />}
          <Tooltip
            cursor={{ stroke: 'var(--line-strong)' }}
            isAnimationActive={false}
            content={({ active, payload, label }) => (
              <ChartTip value={active ? percentWords(Number(payload[0]?.value ?? 0)) : undefined}>
                {t('atMoment', { moment: positionWords(Number(label)) })}
              </ChartTip>
            )}
          />
          <Area
            dataKey="share"
            type="monotone"
            stroke="var(--phase-holding)"
            strokeWidth={2}
            fill="var(--phase-holding)"
            fillOpacity={0.16}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  )
}
