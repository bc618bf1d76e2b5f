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
import { seriesPageQuery, seriesQuery } from './queries.ts'
import styles from './series-page.module.css'
import { type GoOn, goOnIn } from './series-progress.ts'
import { ShelfHead } from './shelf-head.tsx'
import { useWatchMarks } from './watch-marks.ts'
import { TYPE_NAMES } from './words.ts'

/** A series: what it is, its episodes in order with how far the member is, and one button that goes on. */
export function SeriesPage({ id }: { id: string }) {
  const series = useQuery(seriesPageQuery(id))
  const episodes = useQuery(seriesQuery(id))
  return (
    <>
      <PageTitle>{series.data?.name ?? (isMissing(series.error) ? 'Not found' : 'Loading')}</PageTitle>
      <Fetched query={series} loading="One moment" name="This page" heading="h1" missing={<Missing />}>
        {(found) =>
          episodes.data ? (
            <Found series={found} episodes={episodes.data.content} />
          ) : (
            <Waiting words="Looking for its episodes" />
          )
        }
      </Fetched>
    </>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title="This series is gone" action={<ButtonLink to="/browse">Open the library</ButtonLink>}>
      It was taken down, or never was here.
    </Notice>
  )
}

const BUTTON_WORDS: Record<GoOn<ContentCard>['how'], string> = {
  resume: 'Go on',
  next: 'Play the next one',
  begin: 'Begin',
  again: 'Begin again',
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
        picture={episodes.find(({ thumbnail_url }) => thumbnail_url)?.thumbnail_url ?? null}
        facts={[
          countWords(episodes.length, 'episode'),
          lengthWords(episodes),
          watched > 0 ? `${watched} of ${episodes.length} finished` : null,
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
        <Notice title="Nothing yet">No episode is published yet. Come back in a while.</Notice>
      ) : (
        <ol className={styles.episodes} aria-label="Episodes">
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
      <span className={styles.heart}>{marks.heartOf(episode)}</span>
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
  if (locked) return 'locked'
  if (played !== undefined) return seconds === null ? 'begun' : `${durationWords(seconds * (1 - played))} left`
  return isWatched ? 'finished' : null
}

function lengthWords(episodes: readonly ContentCard[]): string | null {
  const seconds = episodes.reduce((sum, { duration_seconds }) => sum + (duration_seconds ?? 0), 0)
  return seconds > 0 ? `${durationWords(seconds)} in all` : null
}
