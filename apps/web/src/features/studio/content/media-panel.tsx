import type { StudioContent } from '@better-and-bliss/sdk'
import { Panel } from '../../../ui/panel.tsx'
import { durationWords } from '../../../ui/words.ts'
import styles from './editor.module.css'
import { mediaWords } from './words.ts'

/** What of an item can be played, and how its conversion fares. */
export function MediaPanel({ item }: { item: StudioContent }) {
  const { jobs, renditions, captions, audio_languages: languages, chapters, media_duration_seconds: seconds } = item
  const [job] = jobs
  const isRunning = job && job.state !== 'completed' && job.state !== 'failed'
  return (
    <Panel title="Media">
      <div className={styles.fields}>
        {item.poster_url && <img className={styles.poster} src={item.poster_url} alt="" />}
        <p role="status">{mediaWords(item)}</p>
        {isRunning && (
          <progress className={styles.progress} value={job.progress} aria-label="How much is converted">
            {Math.round(job.progress * 100)} %
          </progress>
        )}
        {job?.failure && <p role="alert">{job.failure}</p>}
        <dl className={styles.facts}>
          {seconds !== null && <Fact name="Length">{durationWords(seconds)}</Fact>}
          {renditions.length > 0 && <Fact name="Plays in">{renditions.map(({ name }) => name).join(', ')}</Fact>}
          {captions.length > 0 && <Fact name="Captions">{captions.map(({ label }) => label).join(', ')}</Fact>}
          {languages.length > 0 && <Fact name="Sound">{languages.map(({ label }) => label).join(', ')}</Fact>}
          {chapters.length > 0 && <Fact name="Chapters">{chapters.map(({ title }) => title).join(', ')}</Fact>}
        </dl>
      </div>
    </Panel>
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
