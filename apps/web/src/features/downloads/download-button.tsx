import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { ButtonLink } from '../../ui/button-link.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { browserDownloads, keepsDownloads } from './browser-downloads.ts'
import { troubleOf } from './downloads.ts'
import { isComplete } from './kept/download.ts'
import { t } from './messages.ts'
import { useDownloads } from './use-downloads.ts'
import { limitOf, PLANS_WITH_DOWNLOADS, percentOf } from './words.ts'

/** Keeps a sound on this device; where it is on its way, how far it is. */
export function DownloadButton({ item, member }: { item: ContentDetail; member: User }) {
  if (item.content_type !== 'audio' || !keepsDownloads) return null
  return <Offered {...{ item, member }} />
}

function Offered({ item, member }: { item: ContentDetail; member: User }) {
  const toasts = useToasts()
  const { downloads, beginning, fetching } = useDownloads()
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

  function begin(): void {
    if (limitOf(member) === 0) {
      toasts.say(PLANS_WITH_DOWNLOADS)
      return
    }
    browserDownloads.begin(item, member.id).catch((error: unknown) => toasts.say(troubleOf(error).words))
  }

  return (
    <Button variant="subtle" size="sm" loading={beginning.includes(item.id)} disabled={!downloads} onClick={begin}>
      {t('download')}
    </Button>
  )
}
