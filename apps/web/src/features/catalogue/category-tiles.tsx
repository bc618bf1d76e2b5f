import type { Category } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Picture } from '../../ui/picture.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './category-tiles.module.css'
import { t } from './messages.ts'
import { shelfQuery } from './queries.ts'
import { firstPicture } from './shelf-head.tsx'

/** The categories as windows into them, however few items they have. */
export function CategoryTiles({ categories }: { categories: readonly Category[] }) {
  if (categories.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="categories">
      <h2 id="categories" className={styles.heading}>
        {t('byTheme')}
      </h2>
      <ul className={styles.tiles}>
        {categories.map((category) => (
          <li key={category.id} className={styles.tile}>
            <Tile category={category} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tile({ category }: { category: Category }) {
  const { id, name, slug, description, content_count, picture_url: chosen } = category
  const { data } = useQuery({ ...shelfQuery(slug), enabled: chosen === null })
  return (
    <>
      {(chosen !== null || data) && <Picture src={chosen ?? firstPicture(data?.content)} seed={id} />}
      <div className={styles.words}>
        <h3 className={styles.name}>
          <Link to="/categories/$slug" params={{ slug }}>
            {name}
          </Link>
        </h3>
        <p className={styles.description}>{description}</p>
        <p className={styles.count}>{countWords(content_count, 'title')}</p>
      </div>
    </>
  )
}
