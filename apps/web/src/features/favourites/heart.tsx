import { HeartIcon } from '../../ui/icons.tsx'
import styles from './heart.module.css'
import { t } from './messages.ts'
import { useFavourite } from './use-favourite.ts'

interface HeartProps {
  item: { id: string; title: string }
  /** On a picture. */
  isSmall?: boolean
}

/** Whether the member loves an item: one press says so, another takes it back. */
export function Heart({ item: { id, title }, isSmall = false }: HeartProps) {
  const { isLoved = false, love } = useFavourite(id)
  return (
    <button
      type="button"
      className={isSmall ? styles.onPicture : styles.heart}
      aria-label={t('favouriteTitle', { title })}
      title={isLoved ? t('noMore') : t('keep')}
      aria-pressed={isLoved}
      onClick={() => love(!isLoved)}
    >
      <HeartIcon size={isSmall ? 18 : 22} filled={isLoved} />
    </button>
  )
}
