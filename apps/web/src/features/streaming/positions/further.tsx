import { t } from '../messages.ts'
import { PlayerNotice } from '../player-notice.tsx'
import { clockWords } from './positions.ts'

interface FurtherProps {
  furtherSeconds: number
  goThere: () => void
  stayHere: () => void
}

/** The member is further on another device: what plays here is not kept until it is there, or they say that it shall be. */
export function Further({ furtherSeconds, goThere, stayHere }: FurtherProps) {
  return (
    <PlayerNotice words={t('youAreAt', { furtherSeconds: clockWords(furtherSeconds) })}>
      <button type="button" onClick={goThere}>
        {t('goThere')}
      </button>
      <button type="button" onClick={stayHere}>
        {t('stayHere')}
      </button>
    </PlayerNotice>
  )
}
