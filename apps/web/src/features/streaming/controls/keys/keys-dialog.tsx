import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { Dialog } from '../../../../ui/dialog.tsx'
import { t } from '../../messages.ts'
import type { PlayerActions } from '../player-actions.ts'
import { keysFor, nameOfKey } from './keys.ts'
import styles from './keys-dialog.module.css'

interface KeysDialogProps {
  actions: PlayerActions
  onClose: () => void
}

/** The map of keys. */
export function KeysDialog({ actions, onClose }: KeysDialogProps) {
  return (
    <Dialog
      title={t('keysOfPlayer')}
      onClose={onClose}
      actions={
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      {/* In a low window it is scrolled, by keys too. */}
      <dl className={styles.keys} tabIndex={0}>
        {keysFor(actions).map(({ keys, does }) => (
          <Fragment key={does}>
            <dt>
              {shortened(keys).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}

/** A row of neighbours is told by its ends. */
function shortened(keys: readonly string[]): string[] {
  const names = keys.map(nameOfKey)
  return names.length > 2 ? [`${names[0]} – ${names.at(-1)}`] : names
}
