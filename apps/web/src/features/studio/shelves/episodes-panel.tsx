import { placeEpisode, type StudioEpisodePage } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { SortableList } from '../../../ui/sortable-list.tsx'
import { STATUS_NAMES } from '../content/words.ts'
import { t } from './messages.ts'
import { episodesQuery } from './queries.ts'
import styles from './shelves.module.css'
import { usePlace } from './use-place.ts'

/** The items of a series, in the order in which members see them. */
export function EpisodesPanel({ id }: { id: string }) {
  const episodes = useQuery(episodesQuery(id))
  return (
    <Panel title={t('inOrder')}>
      <Fetched
        query={episodes}
        loading={t('fetchingItems')}
        name={t('itemsOfSeries')}
        isEmpty={({ total }) => total === 0}
        empty={<p>{t('noItemBelongs')}</p>}
      >
        {(page) => <Episodes id={id} page={page} />}
      </Fetched>
    </Panel>
  )
}

function Episodes({ id, page }: { id: string; page: StudioEpisodePage }) {
  const { rows, place } = usePlace(
    page.episodes,
    (move) => answerOf(placeEpisode({ path: { id }, body: { content_id: move.id, before: move.before } })),
    'series',
  )
  return (
    <div className={styles.fields}>
      {page.total > page.episodes.length && <p>{t('firstOf', { shown: page.episodes.length, total: page.total })}</p>}
      <SortableList
        label={t('inOrder')}
        rows={rows}
        nameOf={({ title }) => title}
        onPlace={page.may_order ? place : null}
      >
        {(episode) => (
          <div className={styles.entry}>
            {episode.may_open ? (
              <Link to="/studio/content/$id" params={{ id: episode.id }}>
                {episode.title}
              </Link>
            ) : (
              <strong>{episode.title}</strong>
            )}
            <p>{STATUS_NAMES[episode.status]}</p>
            <span>
              {episode.episode_number === null ? t('withoutNumber') : t('part', { number: episode.episode_number })}
            </span>
          </div>
        )}
      </SortableList>
      {!page.may_order && <p>{t('someNotYours')}</p>}
    </div>
  )
}
