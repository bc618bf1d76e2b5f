import type { Campaign } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import { momentWords } from '../../ui/words.ts'

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
      title="This draft was written elsewhere"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onTakeTheirs}>
            Take theirs
          </Button>
          <Button loading={isSaving} onClick={onKeepYours}>
            Save mine over it
          </Button>
        </>
      }
    >
      <p>
        “{theirs.subject}” was saved {momentWords(theirs.updated_at)}, in another window or by somebody else. Only one
        of the two stays.
      </p>
    </Dialog>
  )
}
