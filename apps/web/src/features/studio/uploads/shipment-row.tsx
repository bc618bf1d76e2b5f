import { Link } from '@tanstack/react-router'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { saidByApi } from '../said/in-page-language.ts'
import { t } from './messages.ts'
import { ShipmentActions } from './shipment-actions.tsx'
import { type Phase, phaseOf, purposeWords, type Shipment, sizeWords } from './shipments.ts'
import styles from './uploads.module.css'

interface ShipmentRowProps {
  shipment: Shipment
  /** Whether the row stands at its item already. */
  isAtItem?: boolean
}

/** A file, how it fares, and what can be done about it. */
export function ShipmentRow({ shipment, isAtItem = false }: ShipmentRowProps) {
  const { contentId, title, fileName, size, upload } = shipment
  const phase = phaseOf(shipment)
  return (
    <li className={styles.row} data-phase={phase.kind}>
      <div className={styles.what}>
        {isAtItem ? null : (
          <Link to="/studio/content/$id" params={{ id: contentId }}>
            {title}
          </Link>
        )}
        <p>
          {purposeWords(shipment)} · {fileName} · {sizeWords(size)}
        </p>
      </div>
      <PhaseWords phase={phase} name={fileName} />
      {upload?.left_out.map((words) => (
        <p key={words} className={styles.note}>
          {saidByApi(words)}
        </p>
      ))}
      <div className={styles.actions}>
        <PlayLink shipment={shipment} />
        <ShipmentActions shipment={shipment} phase={phase} />
      </div>
    </li>
  )
}

/** How a file or a conversion fares: a bar while something goes on, and words. */
export function PhaseWords({ phase, name }: { phase: Phase; name: string }) {
  return (
    <div className={styles.phase}>
      {'fraction' in phase && (
        <progress
          value={phase.fraction}
          aria-label={phase.kind === 'sending' ? t('uploadOf', { name }) : t('conversionOf', { name })}
        >
          {Math.floor(phase.fraction * 100)} %
        </progress>
      )}
      <p role={phase.kind === 'failed' ? 'alert' : undefined} className={styles.words}>
        {phase.words}
      </p>
    </div>
  )
}

function PlayLink({ shipment: { job } }: { shipment: Shipment }) {
  if (job?.state !== 'playable' && job?.state !== 'completed') return null
  return job.is_open ? (
    <ButtonLink to="/content/$id" params={{ id: job.content_id }} size="sm">
      {t('playNow')}
    </ButtonLink>
  ) : (
    <ButtonLink to="/studio/content/$id" params={{ id: job.content_id }} size="sm" variant="default">
      {t('openItem')}
    </ButtonLink>
  )
}
