import { LetterCard } from './letter-card.tsx'
import { t } from './messages.ts'

/** For a link that was not copied whole, or whose subscriber was deleted. */
export function BrokenLink() {
  return <LetterCard name={t('newsletter')} title={t('brokenTitle')} lead={t('brokenLead')} />
}
