import type { ViewOverview } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { LANGUAGE } from '../../language/page-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import type { PeriodSearch } from './period-search.ts'
import { changeOf, percentWords, shareOf, watchedWords } from './words.ts'

interface ItemsPanelProps extends Pick<ViewOverview, 'items'> {
  /** The period goes along to the page of an item. */
  search: PeriodSearch
}

/** Items by views, each beside what it had. */
export function ItemsPanel({ items, search }: ItemsPanelProps) {
  const isCompared = items.some(({ views_before }) => views_before !== null)
  return (
    <Panel title={t('whatWasWatched')}>
      <div className={styles.scroll}>
        <table className={styles.items}>
          <caption className="visually-hidden">
            {t('itemsByViews', { items: countWords(items.length, 'item') })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('views')}</th>
              {isCompared && <th scope="col">{t('change')}</th>}
              <th scope="col">{t('watched')}</th>
              <th scope="col">{t('toTheEnd')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.content_id}>
                <th scope="row">
                  <Link to="/studio/insights/$id" params={{ id: item.content_id }} search={search}>
                    {item.title}
                  </Link>
                </th>
                <td>{item.views.toLocaleString(LANGUAGE)}</td>
                {isCompared && <td>{changeWords(item.views, item.views_before ?? 0)}</td>}
                <td>{watchedWords(item.watch_minutes)}</td>
                <td>{percentWords(shareOf(item.completions, item.views))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** `+12 %`. */
function changeWords(now: number, before: number): string {
  if (before === 0) return t('newWord')
  const { direction } = changeOf(now, before)
  const percent = Math.abs(Math.round((now / before - 1) * 100)).toLocaleString(LANGUAGE)
  return direction === 'same' ? '±0 %' : `${direction === 'more' ? '+' : '−'}${percent} %`
}
