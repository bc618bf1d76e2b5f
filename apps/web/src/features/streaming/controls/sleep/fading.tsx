import { t } from '../../messages.ts'
import { PlayerNotice } from '../../player-notice.tsx'

/** While the sound fades: whoever is still awake says so. */
export function Fading({ onAwake }: { onAwake: () => void }) {
  return (
    <PlayerNotice words={t('fading')}>
      <button type="button" onClick={onAwake}>
        {t('playOn')}
      </button>
    </PlayerNotice>
  )
}
