import type { ContentDetail } from '@better-and-bliss/sdk'
import { Picture } from '../../ui/picture.tsx'
import styles from './sound-picture.module.css'

/** What one looks at while listening. */
export function SoundPicture({ item }: { item: ContentDetail }) {
  return (
    <div slot="top-chrome" className={styles.soundPicture} {...{ noautohide: '' }}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <span className={styles.soundRing} />
    </div>
  )
}
