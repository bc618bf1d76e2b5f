import { Button } from '@mantine/core'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './dialogs.module.css'
import { t } from './messages.ts'

/** Asked of those who leave before they have arrived. */
export function EndDialog({ onStay, onEnd }: { onStay: () => void; onEnd: () => void }) {
  return (
    <Dialog
      title={t('endAlready')}
      onClose={onStay}
      actions={
        <>
          <Button onClick={onStay}>{t('stay')}</Button>
          <Button variant="default" onClick={onEnd}>
            {t('endSession')}
          </Button>
        </>
      }
    >
      <p>{t('onlyJustBegun')}</p>
    </Dialog>
  )
}

const KEYS = [
  [t('space'), t('pauseAndGoOn')],
  ['Esc', t('keyEnd')],
  ['?', t('keyHelp')],
]
const CUE_KEYS = [
  ['M', t('keyTones')],
  ['V', t('keyVibration')],
]
const END_KEYS = [['B', t('keyBell')]]

interface HelpDialogProps {
  /** The light follows what is heard; else it leads. */
  isDetected: boolean
  hasCues: boolean
  /** The session ends by itself. */
  hasEnd: boolean
  onClose: () => void
}

export function HelpDialog({ isDetected, hasCues, hasEnd, onClose }: HelpDialogProps) {
  return (
    <Dialog title={t('aFewWords')} onClose={onClose} actions={<Button onClick={onClose}>{t('close')}</Button>}>
      <dl className={styles.keys}>
        {[...KEYS, ...(hasCues ? CUE_KEYS : []), ...(hasEnd ? END_KEYS : [])].map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {isDetected ? <p>{t('lightIsBreath')}</p> : <p>{t('nothingListens')}</p>}
      {hasCues && <p>{isDetected ? t('cuesDetected') : t('cuesPaced')}</p>}
    </Dialog>
  )
}
