import type { ContentCard, Series } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isMissing } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { CheckIcon, LockIcon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Waiting } from '../../ui/ring.tsx'
import { countWords, durationWords } from '../../ui/words.ts'
import { ShareButton } from '../share/share-button.tsx'
import { t } from './messages.ts'
import { seriesPageQuery, seriesQuery } from './queries.ts'
import styles from './series-page.module.css'
import { type GoOn, goOnIn } from './series-progress.ts'
import { firstPicture, ShelfHead } from './shelf-head.tsx'
import { useWatchMarks } from './watch-marks.ts'
import { TYPE_NAMES } from './words.ts'

/** A series: what it is, its episodes in order with how far the member is, and one button that goes on. */
export function SeriesPage({ id }: { id: string }) {
  const series = useQuery(seriesPageQuery(id))
  const episodes = useQuery(seriesQuery(id))
  return (
    <>
      <PageTitle>{series.data?.name ?? (isMissing(series.error) ? t('notFound') : t('loading'))}</PageTitle>
      <Fetched query={series} loading={t('oneMoment')} name={t('thisPage')} heading="h1" missing={<Missing />}>
        {(found) =>
          episodes.data ? (
            <Found series={found} episodes={episodes.data.content} />
          ) : (
            <Waiting words={t('lookingEpisodes')} />
          )
        }
      </Fetched>
    </>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title={t('seriesGone')} action={<ButtonLink to="/browse">{t('openLibrary')}</ButtonLink>}>
      {t('takenDown')}
    </Notice>
  )
}

const BUTTON_WORDS: Record<GoOn<ContentCard>['how'], string> = {
  resume: t('goOn'),
  next: t('playNext'),
  begin: t('begin'),
  again: t('beginAgain'),
}

function Found({ series, episodes }: { series: Series; episodes: readonly ContentCard[] }) {
  const marks = useWatchMarks()
  const goOn = goOnIn(episodes, marks)
  const watched = episodes.filter(({ id }) => marks.isWatched(id)).length
  return (
    <article className={styles.page}>
      <ShelfHead
        id={series.id}
        name={series.name}
        picture={series.picture_url ?? firstPicture(episodes)}
        facts={[
          countWords(episodes.length, 'episode'),
          lengthWords(episodes),
          watched > 0 ? t('finishedOf', { watched, length: episodes.length }) : null,
        ]}
        words={series.description}
      >
        {goOn && (
          <ButtonLink to="/content/$id" params={{ id: goOn.episode.id }} size="lg" aria-describedby="goes-on">
            {BUTTON_WORDS[goOn.how]}
          </ButtonLink>
        )}
        {goOn && (
          <span id="goes-on" className={styles.next}>
            {goOn.episode.title}
          </span>
        )}
        <ShareButton title={series.name} />
      </ShelfHead>
      {episodes.length === 0 ? (
        <Notice title={t('nothingYet')}>{t('noEpisode')}</Notice>
      ) : (
        <ol className={styles.episodes} aria-label={t('episodes')}>
          {episodes.map((episode, index) => (
            <Episode key={episode.id} episode={episode} number={episode.episode_number ?? index + 1} />
          ))}
        </ol>
      )}
    </article>
  )
}

function Episode({ episode, number }: { episode: ContentCard; number: number }) {
  const { id, title, description, thumbnail_url, duration_seconds, content_type, locked } = episode
  const marks = useWatchMarks()
  const played = marks.playedOf(id)
  return (
    <li className={styles.episode}>
      <span className={styles.frame}>
        <Picture src={thumbnail_url} seed={id} />
        {played !== undefined && <span className={styles.played} style={{ width: `${Math.round(played * 100)}%` }} />}
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <span className={styles.number}>{number}</span>{' '}
          <Link to="/content/$id" params={{ id }}>
            {title}
          </Link>
        </h2>
        <p className={styles.meta}>
          {locked && <LockIcon size={15} />}
          {marks.isWatched(id) && <CheckIcon size={15} />}
          {[
            TYPE_NAMES[content_type],
            duration_seconds === null ? null : durationWords(duration_seconds),
            stateWords({ locked, isWatched: marks.isWatched(id), played, seconds: duration_seconds }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {description && <p className={styles.description}>{description}</p>}
      </div>
      <span className={styles.tools}>{marks.toolsOf(episode)}</span>
    </li>
  )
}

interface State {
  locked: boolean
  isWatched: boolean
  played: number | undefined
  seconds: number | null
}

function stateWords({ locked, isWatched, played, seconds }: State): string | null {
  if (locked) return t('locked')
  if (played !== undefined)
    return seconds === null ? t('begun') : t('leftOf', { duration: durationWords(seconds * (1 - played)) })
  return isWatched ? t('finished') : null
}

function lengthWords(episodes: readonly ContentCard[]): string | null {
  const seconds = episodes.reduce((sum, { duration_seconds }) => sum + (duration_seconds ?? 0), 0)
  return seconds > 0 ? t('inAll', { duration: durationWords(seconds) }) : null
}
