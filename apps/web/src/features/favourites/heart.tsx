import { HeartIcon } from '../../ui/icons.tsx'
import styles from './heart.module.css'
import { useFavourite } from './use-favourite.ts'

/** Whether the member loves an item: one press says so, another takes it back. */
export function Heart({ item: { id, title } }: { item: { id: string; title: string } }) {
  const { isLoved = false, love } = useFavourite(id)
  return (
    <button
      type="button"
      className={styles.heart}
      aria-label={`Favourite: ${title}`}
      title={isLoved ? 'No favourite any more' : 'Keep as a favourite'}
      aria-pressed={isLoved}
      onClick={() => love(!isLoved)}
    >
      <HeartIcon size={22} filled={isLoved} />
    </button>
  )
}
