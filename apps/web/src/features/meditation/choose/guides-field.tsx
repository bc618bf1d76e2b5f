import type { ContentCard } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { SoundIcon, VideoIcon } from '../../../ui/icons.tsx'
import { Picture } from '../../../ui/picture.tsx'
import { guidesQuery, titleQuery } from '../api.ts'
import styles from './guides-field.module.css'

interface GuidesFieldProps {
  chosen: string | null
  onChoose: (id: string) => void
}

/** Titles that the member may play, to be guided by. Says nothing where there are none. */
export function GuidesField({ chosen, onChoose }: GuidesFieldProps) {
  const guides = useGuides(chosen)
  if (guides.length === 0) return null
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>Or follow a guide</legend>
      <div className={styles.row}>
        {guides.map(({ id, title, thumbnail_url, content_type, duration_seconds }) => (
          <label key={id} className={styles.card}>
            <input
              type="radio"
              name="what"
              value={id}
              checked={chosen === id}
              onChange={() => onChoose(id)}
              className="visually-hidden"
            />
            <span className={styles.picture}>
              <Picture src={thumbnail_url} seed={id} />
            </span>
            <span className={styles.title}>{title}</span>
            <span className={styles.meta}>
              {content_type === 'audio' ? <SoundIcon size={15} /> : <VideoIcon size={15} />}
              {content_type === 'audio' ? 'Audio' : 'Video'}
              {duration_seconds !== null && ` · ${lengthWords(duration_seconds)}`}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What the library would begin with; before it the one that was chosen elsewhere. */
function useGuides(chosen: string | null): readonly ContentCard[] {
  const { data: guides = [] } = useQuery(guidesQuery())
  const isListed = guides.some(({ id }) => id === chosen)
  const other = useQuery({ ...titleQuery(chosen ?? ''), enabled: chosen !== null && !isListed })
  return isListed || !other.data ? guides : [other.data, ...guides]
}

function lengthWords(seconds: number): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}
