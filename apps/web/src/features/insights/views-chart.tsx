import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import styles from '../../ui/chart.module.css'
import { ChartTip } from '../../ui/chart-tip.tsx'
import { dateWords } from '../../ui/dates.ts'
import { t } from './messages.ts'
import type { Step } from './series.ts'
import { figureWords } from './words.ts'

const MARGIN = { top: 12, right: 8, bottom: 0, left: 0 }
const AXIS = { stroke: 'var(--line-strong)', tickLine: false, axisLine: false, tickMargin: 8 } as const
const shortDate = (date: string) => dateWords(date, { day: 'numeric', month: 'short' })

/** More make a thicket. */
const MOST_DOTS = 14

interface ViewsChartProps {
  /** What is drawn: `Views by day`. */
  name: string
  /** Null: it cannot be told. */
  steps: (Omit<Step, 'value'> & { value: number | null })[]
  words: (value: number) => string
  titleOf: (date: string) => string
}

/** A period as a filled line, the compared one as a broken one. Words and a table beside it hold the same. */
export function ViewsChart({ name, steps, words, titleOf }: ViewsChartProps) {
  return (
    <div className={styles.chart}>
      <ResponsiveContainer>
        <ComposedChart data={steps} margin={MARGIN} aria-label={t('chartName', { name })}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...AXIS} dataKey="date" tickFormatter={shortDate} minTickGap={32} />
          <YAxis {...AXIS} width={44} allowDecimals={false} tickFormatter={figureWords} />
          <Tooltip
            cursor={{ stroke: 'var(--line-strong)' }}
            isAnimationActive={false}
            content={({ active, payload, label }) => {
              const value = payload.find(({ dataKey }) => dataKey === 'value')?.value
              const before = payload.find(({ dataKey }) => dataKey === 'before')?.value
              return (
                <ChartTip value={active && value !== undefined ? words(Number(value)) : undefined}>
                  {before === undefined
                    ? titleOf(String(label))
                    : t('before', { value: words(Number(before)), when: titleOf(String(label)) })}
                </ChartTip>
              )
            }}
          />
          <Area
            dataKey="value"
            type="linear"
            stroke="var(--phase-inhaling)"
            strokeWidth={2}
            fill="var(--phase-inhaling)"
            fillOpacity={0.14}
            dot={
              steps.length > MOST_DOTS ? false : { r: 3, fill: 'var(--phase-inhaling)', fillOpacity: 1, strokeWidth: 0 }
            }
            activeDot={{ r: 5 }}
            isAnimationActive={false}
          />
          <Line
            dataKey="before"
            type="linear"
            stroke="var(--ink-faint)"
            strokeWidth={1.5}
            strokeDasharray="5 4"
            dot={false}
            activeDot={{ r: 4 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
