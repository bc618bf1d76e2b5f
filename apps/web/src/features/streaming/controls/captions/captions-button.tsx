import { CaptionsIcon } from '../../../../ui/icons.tsx'
import { t } from '../../messages.ts'
import styles from '../settings/settings.module.css'
import type { CaptionsControl } from './use-captions.ts'

/** Captions on and off; which ones, and how they look, is a matter of the settings. */
export function CaptionsButton({ captions: { tracks, shown, toggle } }: { captions: CaptionsControl }) {
  if (tracks.length === 0) return null
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={t('captions')}
      aria-pressed={shown !== null}
      onClick={toggle}
    >
      <CaptionsIcon size={24} />
    </button>
  )
}
