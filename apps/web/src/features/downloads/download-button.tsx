import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { readPreferences } from '../streaming/controls/preferences.ts'
import { likeliestLanguage, tracksOf } from '../streaming/languages.ts'
import { browserDownloads, keepsDownloads } from './browser-downloads.ts'
import { troubleOf } from './downloads.ts'
import { isComplete } from './kept/download.ts'
import { LanguageDialog } from './language-dialog.tsx'
import { t } from './messages.ts'
import { useDownloads } from './use-downloads.ts'
import { limitOf, PLANS_WITH_DOWNLOADS, percentOf } from './words.ts'

interface DownloadButtonProps {
  item: ContentDetail
  member: User
}

/** Keeps a sound on this device; where it is on its way, how far it is. */
export function DownloadButton({ item, member }: DownloadButtonProps) {
  if (item.content_type !== 'audio' || !keepsDownloads) return null
  return <Offered {...{ item, member }} />
}

function Offered({ item, member }: DownloadButtonProps) {
  const toasts = useToasts()
  const storage = useStorage()
  const { downloads, isRefused, beginning, fetching } = useDownloads()
  const [isAsking, setIsAsking] = useState(false)
  if (isRefused) return null
  const own = downloads?.find((download) => download.item.id === item.id && download.memberId === member.id)
  if (own)
    return (
      <ButtonLink to="/downloads" variant="subtle" size="sm">
        {isComplete(own)
          ? t('onThisDevice')
          : fetching.includes(own.id)
            ? t('downloading', { percent: percentOf(own) })
            : t('paused')}
      </ButtonLink>
    )

  const sounds = tracksOf(item.audio_languages)
  function press(): void {
    if (limitOf(member) === 0) toasts.say(PLANS_WITH_DOWNLOADS)
    else if (sounds.length > 1) setIsAsking(true)
    else begin(null)
  }

  function begin(language: string | null): void {
    setIsAsking(false)
    browserDownloads
      .begin(item, { memberId: member.id, language })
      .catch((error: unknown) => toasts.say(troubleOf(error).words))
  }

  /** As the member hears other items in the player. */
  const usual = () =>
    likeliestLanguage(
      sounds.map(({ id }) => id),
      [readPreferences(storage, member.id).audioLanguage],
    )

  return (
    <>
      <Button variant="subtle" size="sm" loading={beginning.includes(item.id)} disabled={!downloads} onClick={press}>
        {t('download')}
      </Button>
      {isAsking && (
        <LanguageDialog {...{ sounds }} usual={usual()} onChosen={begin} onClose={() => setIsAsking(false)} />
      )}
    </>
  )
}
