import type { ExpertDetail } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { isMissing } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Picture } from '../../ui/picture.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { countWords } from '../../ui/words.ts'
import { ShareButton } from '../share/share-button.tsx'
import { Results } from './browse-page.tsx'
import styles from './expert-page.module.css'
import { t } from './messages.ts'
import { expertQuery } from './queries.ts'

/** Somebody who guides: who they are, and what there is of them. */
export function ExpertPage({ id }: { id: string }) {
  const expert = useQuery(expertQuery(id))
  return (
    <>
      <PageTitle>{expert.data?.name ?? (isMissing(expert.error) ? t('notFound') : t('loading'))}</PageTitle>
      <Fetched query={expert} loading={t('oneMoment')} name={t('thisPage')} heading="h1" missing={<Missing />}>
        {(found) => <Expert expert={found} />}
      </Fetched>
    </>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title={t('nobodyHere')} action={<ButtonLink to="/browse">{t('openLibrary')}</ButtonLink>}>
      {t('guideLeft')}
    </Notice>
  )
}

function Expert({
  expert: { id, name, title, bio_html: bio, avatar_url: picture, content_count: count },
}: {
  expert: ExpertDetail
}) {
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.picture}>
          <Picture src={picture} seed={id} />
        </div>
        <div>
          <h1 className={styles.name}>{name}</h1>
          <p className={styles.title}>{[title, countWords(count, 'title')].filter(Boolean).join(' · ')}</p>
          {bio && (
            <div className={styles.bio}>
              <RichText html={bio} />
            </div>
          )}
          <p className={styles.actions}>
            <ShareButton title={name} />
          </p>
        </div>
      </header>
      {count > 0 ? (
        <Results search={{ expert: id }} heading={t('withName', { name })} />
      ) : (
        <Notice title={t('nothingYet')}>{t('nothingOf', { name })}</Notice>
      )}
    </article>
  )
}
