import { Button } from '@mantine/core'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './dialogs.module.css'

/** Asked of those who leave before they have arrived. */
export function EndDialog({ onStay, onEnd }: { onStay: () => void; onEnd: () => void }) {
  return (
    <Dialog
      title="End already?"
      onClose={onStay}
      actions={
        <>
          <Button onClick={onStay}>Stay</Button>
          <Button variant="default" onClick={onEnd}>
            End session
          </Button>
        </>
      }
    >
      <p>You have only just begun. Even a minute does something.</p>
    </Dialog>
  )
}

const KEYS = [
  ['Space', 'pause and go on'],
  ['Esc', 'end the session'],
  ['?', 'this help'],
]
const CUE_KEYS = [
  ['M', 'tones on and off'],
  ['V', 'vibration on and off'],
]
const END_KEYS = [['B', 'bell at the end on and off']]

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
    <Dialog title="A few words" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
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
      {isDetected ? (
        <p>The light is your breath as it is heard. It rests, and says so, when it cannot hear you.</p>
      ) : (
        <p>Nothing listens here. The light leads: breathe in as it grows, and out as it grows small.</p>
      )}
      {hasCues && (
        <p>
          {isDetected && 'The dotted ring is the rhythm. '}
          With closed eyes, switch tones or vibration on
          {isDetected
            ? ': the tones are too short and pure to be taken for a breath, and with headphones the microphone does not hear them at all.'
            : '.'}
        </p>
      )}
    </Dialog>
  )
}
