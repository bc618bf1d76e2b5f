import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import type { Track } from '../streaming/languages.ts'
import styles from './downloads.module.css'
import { t } from './messages.ts'

interface LanguageDialogProps {
  sounds: readonly Track[]
  /** The id of the one that the member hears else. */
  usual: string | null
  onChosen: (id: string | null) => void
  onClose: () => void
}

/** Asks which of the sounds of an item is kept: each takes as much room as the other. */
export function LanguageDialog({ sounds, usual, onChosen, onClose }: LanguageDialogProps) {
  const [chosen, setChosen] = useState(usual)
  return (
    <Dialog
      title={t('whichLanguage')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('notNow')}
          </Button>
          <Button onClick={() => onChosen(chosen)}>{t('download')}</Button>
        </>
      }
    >
      <Radio.Group value={chosen} onChange={setChosen} aria-label={t('whichLanguage')}>
        <div className={styles.choices}>
          {sounds.map(({ id, label }) => (
            <Radio key={id} value={id} label={label} />
          ))}
        </div>
      </Radio.Group>
    </Dialog>
  )
}
