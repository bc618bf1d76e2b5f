import type { StudioContent } from '@better-and-bliss/sdk'
import { Panel } from '../../../ui/panel.tsx'
import { durationWords } from '../../../ui/words.ts'
import { ItemFiles } from '../uploads/item-files.tsx'
import { JobActions } from '../uploads/shipment-actions.tsx'
import { PhaseWords } from '../uploads/shipment-row.tsx'
import { jobPhase } from '../uploads/shipments.ts'
import styles from './editor.module.css'
import { t } from './messages.ts'
import { lateChaptersWords, mediaWords } from './words.ts'

/** What of an item can be played, how its conversion fares, and what it is made from. */
export function MediaPanel({ item, mayChange }: { item: StudioContent; mayChange: boolean }) {
  const { renditions, captions, audio_languages: languages, chapters, media_duration_seconds: seconds } = item
  const lateChapters = lateChaptersWords(item)
  return (
    <Panel title={t('media')}>
      <div className={styles.fields}>
        {item.poster_url && <img className={styles.poster} src={item.poster_url} alt="" />}
        <Conversion item={item} mayChange={mayChange} />
        <dl className={styles.facts}>
          {seconds !== null && <Fact name={t('length')}>{durationWords(seconds)}</Fact>}
          {renditions.length > 0 && <Fact name={t('playsIn')}>{renditions.map(({ name }) => name).join(', ')}</Fact>}
          {captions.length > 0 && <Fact name={t('captions')}>{captions.map(({ label }) => label).join(', ')}</Fact>}
          {languages.length > 0 && <Fact name={t('sound')}>{languages.map(({ label }) => label).join(', ')}</Fact>}
          {chapters.length > 0 && <Fact name={t('chapters')}>{chapters.map(({ title }) => title).join(', ')}</Fact>}
        </dl>
        {lateChapters && <p>{lateChapters}</p>}
        {mayChange && <ItemFiles item={item} />}
      </div>
    </Panel>
  )
}

function Conversion({ item, mayChange }: { item: StudioContent; mayChange: boolean }) {
  const {
    jobs: [job],
    title,
  } = item
  if (!job || job.state === 'completed') return <p role="status">{mediaWords(item)}</p>
  return (
    <>
      <PhaseWords phase={jobPhase(job)} name={title} />
      {mayChange && (
        <div className={styles.actions}>
          <JobActions job={job} name={title} />
        </div>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
