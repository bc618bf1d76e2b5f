import type { Campaign } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import { momentWords } from '../../ui/words.ts'
import { t } from './messages.ts'

interface OverwriteDialogProps {
  theirs: Campaign
  isSaving: boolean
  onTakeTheirs: () => void
  onKeepYours: () => void
  onClose: () => void
}

/** A draft was written elsewhere meanwhile. Nothing is lost before somebody has chosen. */
export function OverwriteDialog({ theirs, isSaving, onTakeTheirs, onKeepYours, onClose }: OverwriteDialogProps) {
  return (
    <Dialog
      title={t('writtenElsewhere')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onTakeTheirs}>
            {t('takeTheirs')}
          </Button>
          <Button loading={isSaving} onClick={onKeepYours}>
            {t('saveMine')}
          </Button>
        </>
      }
    >
      <p>{t('savedElsewhere', { subject: theirs.subject, when: momentWords(theirs.updated_at) })}</p>
    </Dialog>
  )
}
