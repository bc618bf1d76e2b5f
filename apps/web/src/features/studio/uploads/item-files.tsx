import type { StudioContent } from '@better-and-bliss/sdk'
import { Button, FileButton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useToasts } from '../../../ui/toasts.tsx'
import { AddedFiles } from './added-files.tsx'
import { MEDIA_TYPES } from './drop-area.tsx'
import { FormerFiles } from './former-files.tsx'
import { t } from './messages.ts'
import { uploadsQuery } from './queries.ts'
import { ShipmentRow } from './shipment-row.tsx'
import { phaseOf, shipmentsOf } from './shipments.ts'
import type { Purpose } from './tus.ts'
import styles from './uploads.module.css'
import { useOutgoing, useUploadQueue } from './use-upload-queue.ts'

const LONGEST_TAG = 64
const LONGEST_LABEL = 60

/** What an item is made from can be given here, each by a file; what it plays goes on until the new one is ready. */
export function ItemFiles({ item }: { item: StudioContent }) {
  const { id: contentId, title, is_playable: plays } = item
  const queue = useUploadQueue()
  const toasts = useToasts()
  const give: GiveFile = (purpose, track) => (file) => {
    if (file?.size === 0) toasts.say(t('isEmpty', { name: file.name }))
    else if (file) queue.add({ file, title, contentId, purpose, ...track, at: null })
  }
  return (
    <div className={styles.files}>
      <UnderWay contentId={contentId} />
      <AddedFiles item={item} />
      <div className={styles.actions}>
        <Give name={plays ? t('replaceMedia') : t('uploadMedia')} accept={MEDIA_TYPES} onFile={give('media')} />
        <Give name={t('cover')} accept="image/jpeg,image/png,image/webp" onFile={give('picture')} />
        <Give name={t('chapters')} accept=".vtt,text/vtt" onFile={give('chapters')} />
      </div>
      <GiveTracks ofItem={item.language} give={give} />
      <FormerFiles item={item} />
      <p className={styles.note}>{t(plays ? 'filesHintPlays' : 'filesHint')}</p>
    </div>
  )
}

type GiveFile = (
  purpose: Purpose['purpose'],
  track?: Pick<Purpose, 'language' | 'label'>,
) => (file: File | null) => void

/** What members choose by its language. */
function GiveTracks({ ofItem, give }: { ofItem: string | null; give: GiveFile }) {
  const [language, setLanguage] = useState(ofItem ?? 'en')
  const [label, setLabel] = useState('')
  const named = { language: language.trim() }
  const isOff = named.language === ''
  return (
    <div className={styles.captions}>
      <TextInput
        label={t('trackLanguage')}
        description={t('suchAs')}
        maxLength={LONGEST_TAG}
        value={language}
        onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
      />
      <TextInput
        label={t('soundName')}
        description={t('ifNotEnough')}
        maxLength={LONGEST_LABEL}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <div className={styles.actions}>
        <Give name={t('captions')} accept=".vtt,text/vtt" isOff={isOff} onFile={give('captions', named)} />
        <Give
          name={t('sound')}
          accept="audio/*"
          isOff={isOff}
          onFile={give('sound', { ...named, label: label.trim() || undefined })}
        />
      </div>
    </div>
  )
}

interface GiveProps {
  name: string
  accept: string
  isOff?: boolean
  onFile: (file: File | null) => void
}

function Give({ name, accept, isOff = false, onFile }: GiveProps) {
  return (
    <FileButton accept={accept} onChange={onFile}>
      {(button) => (
        <Button {...button} size="sm" variant="default" disabled={isOff}>
          {name}
        </Button>
      )}
    </FileButton>
  )
}

/** Files of the item that have not become part of it yet. */
function UnderWay({ contentId }: { contentId: string }) {
  const { data: { uploads = [] } = {} } = useQuery(uploadsQuery())
  const own = shipmentsOf(useOutgoing(), uploads, []).filter((shipment) => shipment.contentId === contentId)
  const shown = own.filter((shipment) => phaseOf(shipment).kind !== 'done')
  if (shown.length === 0) return null
  return (
    <ul className={styles.rows}>
      {shown.map((shipment) => (
        <ShipmentRow key={shipment.key} shipment={shipment} isAtItem />
      ))}
    </ul>
  )
}
