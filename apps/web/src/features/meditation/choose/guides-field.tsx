import type { ContentCard } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Choice } from '../../../ui/choice.tsx'
import { SoundIcon, VideoIcon } from '../../../ui/icons.tsx'
import { Picture } from '../../../ui/picture.tsx'
import { durationWords } from '../../../ui/words.ts'
import { guidesQuery, titleQuery } from '../api.ts'
import { t } from '../messages.ts'
import styles from './guides-field.module.css'
import legends from './legends.module.css'

interface GuidesFieldProps {
  chosen: string | null
  onChoose: (id: string) => void
}

/** Titles that the member may play, to be guided by. Says nothing where there are none. */
export function GuidesField({ chosen, onChoose }: GuidesFieldProps) {
  const guides = useGuides(chosen)
  if (guides?.length === 0) return null
  return (
    <fieldset className={styles.field}>
      <legend className={legends.large}>{t('orGuide')}</legend>
      <div className={styles.row}>
        {guides === undefined && <span className={styles.pending} />}
        {guides?.map(({ id, title, thumbnail_url, content_type, duration_seconds }) => (
          <Choice key={id} name="what" isChosen={chosen === id} onChoose={() => onChoose(id)} className={styles.card}>
            <span className={styles.picture}>
              <Picture src={thumbnail_url} seed={id} />
            </span>
            <span className={styles.title}>{title}</span>
            <span className={styles.meta}>
              {content_type === 'audio' ? <SoundIcon size={15} /> : <VideoIcon size={15} />}
              {content_type === 'audio' ? t('audio') : t('video')}
              {duration_seconds !== null && ` · ${durationWords(duration_seconds)}`}
            </span>
          </Choice>
        ))}
      </div>
    </fieldset>
  )
}

/** What the library would begin with; before it the one that was chosen elsewhere. Undefined while it is on its way. */
function useGuides(chosen: string | null): readonly ContentCard[] | undefined {
  const { data: guides } = useQuery(guidesQuery())
  const isListed = guides?.some(({ id }) => id === chosen)
  const other = useQuery({ ...titleQuery(chosen ?? ''), enabled: chosen !== null && !isListed })
  return isListed || !other.data ? guides : [other.data, ...(guides ?? [])]
}
