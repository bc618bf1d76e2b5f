import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isMissing } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { TierBadge } from '../../ui/tier-badge.tsx'
import { countWords, durationWords } from '../../ui/words.ts'
import { ShareButton } from '../share/share-button.tsx'
import styles from './content-page.module.css'
import { Gate } from './gate.tsx'
import { t } from './messages.ts'
import { detailQuery, relatedQuery, viewsQuery } from './queries.ts'
import { FetchedShelf } from './shelf.tsx'
import { languageWords, pictureWords, TYPE_NAMES, viewsWords } from './words.ts'

interface ContentPageProps {
  id: string
  member: User | null | undefined
  /** Where members write to; null for nowhere. */
  supportEmail: string | null
  /** Whether it tells how often it was viewed. */
  showsViews: boolean
  /** What stands where an item plays, for a member who may play it. */
  stage: (item: ContentDetail) => ReactNode
  /** What a member may do with an item that does not play for them yet. */
  keeping: (item: ContentDetail) => ReactNode
}

/** Who looks decides how high the stage is: what stands below it waits until that is known, and does not jump. */
export function ContentPage({ id, member, ...rest }: ContentPageProps) {
  const detail = useQuery(detailQuery(id))
  return (
    <>
      <PageTitle>{detail.data?.title ?? (isMissing(detail.error) ? t('notFound') : t('loading'))}</PageTitle>
      <Fetched query={detail} loading={<ContentSkeleton />} name={t('thisSession')} heading="h1" missing={<Missing />}>
        {(item) => (member === undefined ? <ContentSkeleton /> : <Content {...{ item, member }} {...rest} />)}
      </Fetched>
    </>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title={t('sessionGone')} action={<ButtonLink to="/browse">{t('openLibrary')}</ButtonLink>}>
      {t('takenDown')}
    </Notice>
  )
}

type ContentProps = Omit<ContentPageProps, 'id' | 'member'> & { item: ContentDetail; member: User | null }

function Content(props: ContentProps) {
  const { item } = props
  const related = useQuery(relatedQuery(item.category?.slug ?? undefined))
  return (
    <article className={styles.page}>
      <Backdrop item={item} />
      <div className={styles.stage}>{stageOf(props)}</div>
      <div className={styles.body}>
        <div>
          <h1 className={styles.title}>{item.title}</h1>
          <p className={styles.byline}>
            <TierBadge tier={item.access_tier} locked={item.locked} />
            {item.expert && <Guide expert={item.expert} />}
            <ShareButton title={item.title} />
          </p>
          {item.description_html && (
            <div className={styles.description}>
              <RichText html={item.description_html} />
            </div>
          )}
          <Tags tags={item.tags} />
        </div>
        <Facts {...props} />
      </div>
      <FetchedShelf title={t('moreLikeThis')} query={related} pick={({ id }) => id !== item.id} />
    </article>
  )
}

function Guide({ expert: { id, name } }: { expert: NonNullable<ContentDetail['expert']> }) {
  const link = (words: ReactNode) => (
    <Link to="/experts/$id" params={{ id }}>
      {words}
    </Link>
  )
  return <span>{t.rich('with', { name, link })}</span>
}

/** What else bears a tag is one step away. */
function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null
  return (
    <ul className={styles.tags} aria-label={t('tags')}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link to="/browse" search={{ tag }}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function stageOf({ item, member, supportEmail, stage, keeping }: ContentProps): ReactNode {
  if (item.can_stream && member !== null) return stage(item)
  return (
    <>
      <Gate {...{ item, member, supportEmail }} />
      {keeping(item)}
    </>
  )
}

function Facts({ item, member, showsViews }: Pick<ContentProps, 'item' | 'member' | 'showsViews'>) {
  const { content_type, duration_seconds, category, series, episode_number, language, qualities } = item
  const picture = pictureWords(qualities, member)
  return (
    <dl className={styles.facts}>
      <Fact name={t('kind')}>{TYPE_NAMES[content_type]}</Fact>
      {duration_seconds !== null && <Fact name={t('length')}>{durationWords(duration_seconds)}</Fact>}
      {category && (
        <Fact name={t('category')}>
          <Link to="/categories/$slug" params={{ slug: category.slug ?? category.id }}>
            {category.name}
          </Link>
        </Fact>
      )}
      {series && (
        <Fact name={t('series')}>
          <Link to="/series/$id" params={{ id: series.id }}>
            {series.name}
          </Link>
          {episode_number !== null && t('part', { episodeNumber: episode_number })}
        </Fact>
      )}
      {language !== null && <Fact name={t('language')}>{languageWords(language)}</Fact>}
      {picture && <Fact name={t('picture')}>{picture}</Fact>}
      {showsViews && (
        <Fact name={t('watched')}>
          <Views id={item.id} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Has its line before it is known: nothing moves when it comes. */
function Views({ id }: { id: string }) {
  const { data: views } = useQuery(viewsQuery(id))
  if (views === undefined) return '–'
  return (
    <>
      <span aria-hidden="true">{viewsWords(views)}</span>
      <span className="visually-hidden">{countWords(views, 'view')}</span>
    </>
  )
}

/** The item's own light on the page around it. */
function Backdrop({ item }: { item: ContentDetail }) {
  if (!item.thumbnail_url) return null
  return (
    <div className={styles.backdrop}>
      <img src={item.thumbnail_url} alt="" />
    </div>
  )
}

function ContentSkeleton() {
  return (
    <div className={styles.page}>
      <p className="visually-hidden" role="status">
        {t('loading')}
      </p>
      <div className={styles.stage}>
        <div className={styles.skeleton} />
      </div>
    </div>
  )
}
