import type { ViewSpan } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../language/page-language.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import type { Comparison } from './period-search.ts'
import { type Change, changeOf, changeWords, figureWords, percentWords, shareOf, watchedWords } from './words.ts'

interface TilesProps {
  period: ViewSpan
  compared: ViewSpan | null
  compare: Comparison
}

interface Tile {
  name: string
  value: string
  change: Change | undefined
}

/** The period in four figures, each beside what it was. */
export function Tiles({ period, compared, compare }: TilesProps) {
  return (
    <dl className={styles.tiles}>
      {tilesOf(period, compared).map(({ name, value, change }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{value}</dd>
          {change && compare !== 'none' && (
            <dd className={styles.change} data-direction={change.direction}>
              {changeWords(change, compare)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

function tilesOf(period: ViewSpan, compared: ViewSpan | null): Tile[] {
  const { total } = period
  const [a, b] = [total, compared?.total]
  const perDay = (span: ViewSpan) => span.total.viewers / span.days.length
  const finished = shareOf(a.completions, a.views)
  const finishedBefore = b && shareOf(b.completions, b.views)
  const viewers = perDay(period)
  return [
    { name: t('views'), value: figureWords(a.views), change: b && changeOf(a.views, b.views) },
    {
      name: t('viewersADay'),
      value:
        viewers > 0 && viewers < 10
          ? viewers.toLocaleString(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
          : figureWords(viewers),
      change: compared ? changeOf(viewers, perDay(compared)) : undefined,
    },
    {
      name: t('watched'),
      value: watchedWords(a.watch_minutes),
      change: b && changeOf(a.watch_minutes, b.watch_minutes),
    },
    {
      name: t('cameToEnd'),
      value: percentWords(finished),
      change: finished === undefined || finishedBefore === undefined ? undefined : changeOf(finished, finishedBefore),
    },
  ]
}
