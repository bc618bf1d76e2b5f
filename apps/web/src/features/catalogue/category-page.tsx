import { useQuery } from '@tanstack/react-query'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { countWords } from '../../ui/words.ts'
import { ShareButton } from '../share/share-button.tsx'
import { Results } from './browse-page.tsx'
import styles from './expert-page.module.css'
import { t } from './messages.ts'
import { categoriesQuery, shelfQuery } from './queries.ts'
import { firstPicture, ShelfHead } from './shelf-head.tsx'

/** A category: what it is, and everything in it. */
export function CategoryPage({ slug }: { slug: string }) {
  const categories = useQuery(categoriesQuery())
  const shelf = useQuery(shelfQuery(slug))
  const category = categories.data?.find((one) => one.slug === slug || one.id === slug)
  return (
    <>
      <PageTitle>{category?.name ?? (categories.data ? t('notFound') : t('loading'))}</PageTitle>
      <Fetched query={categories} loading={t('oneMoment')} name={t('thisPage')} heading="h1">
        {() =>
          category ? (
            <article className={styles.page}>
              <ShelfHead
                id={category.id}
                name={category.name}
                picture={category.picture_url ?? firstPicture(shelf.data?.content)}
                facts={[countWords(category.content_count, 'title')]}
                words={category.description}
              >
                <ButtonLink to="/browse" search={{ category: slug }} variant="default">
                  {t('searchAndFilter')}
                </ButtonLink>
                <ShareButton title={category.name} />
              </ShelfHead>
              <Results search={{ category: slug }} heading={t('allOf', { name: category.name })} opensFirst />
            </article>
          ) : (
            <Missing />
          )
        }
      </Fetched>
    </>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title={t('emptyShelf')} action={<ButtonLink to="/browse">{t('openLibrary')}</ButtonLink>}>
      {t('noSuchCategory')}
    </Notice>
  )
}
