import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import styles from '../../../ui/chart.module.css'
import { dateWords } from '../../../ui/dates.ts'
import type { CalendarDay } from './days.ts'
import { minutesWords } from './words.ts'

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 }
const AXIS = { stroke: 'var(--line-strong)', tickLine: false, axisLine: false, tickMargin: 8 } as const
const shortDate = (date: string) => dateWords(date, { day: 'numeric', month: 'short' })
const longDate = (date: string) => dateWords(date, { weekday: 'long', day: 'numeric', month: 'long' })

/** Minutes by day as bars. A table beside it holds the same. */
export function MinutesChart({ days }: { days: CalendarDay[] }) {
  return (
    <div className={styles.chart} aria-hidden="true">
      <ResponsiveContainer>
        <BarChart data={days} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...AXIS} dataKey="date" tickFormatter={shortDate} minTickGap={28} />
          <YAxis {...AXIS} width={34} allowDecimals={false} />
          <Tooltip
            cursor={{ fill: 'var(--surface-soft)' }}
            isAnimationActive={false}
            content={({ active, payload, label }) =>
              active && <Tip title={longDate(String(label))}>{minutesWords(Number(payload[0]?.value ?? 0))}</Tip>
            }
          />
          <Bar
            dataKey="minutes"
            fill="var(--phase-inhaling)"
            radius={[5, 5, 0, 0]}
            maxBarSize={26}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

export interface TrendPoint {
  date: string
  value: number
}

interface TrendChartProps {
  points: TrendPoint[]
  /** The upper end of the scale; the lower is 0. */
  top: number | 'auto'
  words: (value: number) => string
  titleOf: (date: string) => string
}

/** One figure over time: a point where there was practice, and a line between. */
export function TrendChart({ points, top, words, titleOf }: TrendChartProps) {
  const data = points.map(({ date, value }) => ({ atMs: Date.parse(date), date, value }))
  return (
    <div className={styles.chart} aria-hidden="true">
      <ResponsiveContainer>
        <LineChart data={data} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            {...AXIS}
            dataKey="atMs"
            type="number"
            scale="time"
            domain={domainOf(data.map(({ atMs }) => atMs))}
            padding={{ left: 12, right: 12 }}
            tickFormatter={(atMs: number) => shortDate(new Date(atMs).toISOString())}
            minTickGap={28}
          />
          <YAxis {...AXIS} width={44} domain={[0, top]} tickFormatter={words} />
          <Tooltip
            cursor={{ stroke: 'var(--line-strong)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const [point] = payload
              const date: unknown = point?.payload?.date
              return (
                active && typeof date === 'string' && <Tip title={titleOf(date)}>{words(Number(point?.value))}</Tip>
              )
            }}
          />
          <Line
            dataKey="value"
            type="linear"
            stroke="var(--phase-inhaling)"
            strokeWidth={1.75}
            dot={{ r: 3, fill: 'var(--phase-inhaling)', strokeWidth: 0 }}
            activeDot={{ r: 5 }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

const MS_PER_WEEK = 7 * 86_400_000

/** From the first to the last; one alone stands in the middle of two weeks. */
function domainOf(timesMs: readonly number[]): [number, number] {
  const [first, last] = [Math.min(...timesMs), Math.max(...timesMs)]
  return first === last ? [first - MS_PER_WEEK, last + MS_PER_WEEK] : [first, last]
}

function Tip({ title, children }: { title: string; children: string }) {
  return (
    <div className={styles.tip}>
      <strong>{children}</strong>
      {title}
    </div>
  )
}
