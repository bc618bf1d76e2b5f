import { type KeyboardEvent, useState } from 'react'
import { addDays, dateWords } from '../../../ui/dates.ts'
import { Panel } from '../../../ui/panel.tsx'
import styles from './calendar.module.css'
import { type CalendarDay, calendarWeeks, type Day } from './days.ts'
import { t } from './messages.ts'
import { minutesWords } from './words.ts'

const WEEKS = 26
/** A Monday and the days after it. */
const WEEKDAYS = Array.from({ length: 7 }, (_, day) => addDays('2024-01-01', day))
/** Days that an arrow key goes. */
const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }

/** Half a year of days, the darker the longer. One stop for the Tab key; the arrows go from day to day. */
export function Calendar({ days, today }: { days: readonly Day[]; today: string }) {
  const [chosen, setChosen] = useState(today)
  const weeks = calendarWeeks(days, today, WEEKS)
  const cells = weeks.flat()
  const current = cells.find((cell) => cell?.date === chosen)

  function move(event: KeyboardEvent<HTMLTableElement>): void {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = addDays(chosen, step)
    if (!cells.some((cell) => cell?.date === next)) return
    setChosen(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus()
  }

  return (
    <Panel title={t('calendar')}>
      <div className={styles.scroll}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells the arrow keys go through is a grid */}
        <table className={styles.calendar} role="grid" aria-label={t('lastWeeks', { count: WEEKS })} onKeyDown={move}>
          <thead>
            <tr>
              <td />
              {weeks.map(([monday], index) => (
                <th key={monday?.date} scope="col">
                  <span className="visually-hidden">
                    {monday && t('weekFrom', { date: dateWords(monday.date, SHORT) })}
                  </span>
                  <span aria-hidden="true">{monthMark(weeks[index - 1]?.[0], monday)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((weekday, row) => (
              <tr key={weekday}>
                <th scope="row">
                  <span className="visually-hidden">{dateWords(weekday, { weekday: 'long' })}</span>
                  <span aria-hidden="true">{row % 2 === 0 && dateWords(weekday, { weekday: 'short' })}</span>
                </th>
                {weeks.map((week, column) => (
                  <Cell
                    key={`${weekday} ${week[0]?.date ?? column}`}
                    day={week[row]}
                    today={today}
                    isCurrent={week[row]?.date === chosen}
                    onChoose={setChosen}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        <p className={styles.chosen}>{current && dayWords(current, today)}</p>
        <p className={styles.legend} aria-hidden="true">
          {t('less')}
          {[0, 1, 2, 3, 4].map((level) => (
            <i key={level} data-level={level} />
          ))}
          {t('more')}
        </p>
      </div>
    </Panel>
  )
}

interface CellProps {
  day: CalendarDay | undefined
  today: string
  isCurrent: boolean
  onChoose: (date: string) => void
}

function Cell({ day, today, isCurrent, onChoose }: CellProps) {
  if (!day) return <td />
  return (
    <td
      data-date={day.date}
      data-level={day.level}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={dayWords(day, today)}
      onFocus={() => onChoose(day.date)}
      onPointerEnter={() => onChoose(day.date)}
    />
  )
}

const SHORT = { day: 'numeric', month: 'short' } as const

function dayWords({ date, minutes, sessions }: CalendarDay, today: string): string {
  const day = dateWords(date, { weekday: 'long', day: 'numeric', month: 'long' })
  if (sessions === 0) return `${day}: ${date === today ? t('stillOpenDay') : t('rest')}`
  return t('minutesIn', { day, minutes: minutesWords(minutes), count: sessions })
}

/** The month's name above its first week. */
function monthMark(before: CalendarDay | undefined, monday: CalendarDay | undefined): string {
  if (!monday || before?.date.slice(0, 7) === monday.date.slice(0, 7)) return ''
  return before ? dateWords(monday.date, { month: 'short' }) : ''
}
