import type { ContentDetail } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { useNowPlaying, useNowPlayingView } from './use-now-playing.ts'

/** While something else plays: lets an item wait for its end. */
export function PlayAfter({ item }: { item: ContentDetail }) {
  const { enqueue, unqueue } = useNowPlaying()
  const { play, queue } = useNowPlayingView()
  const toasts = useToasts()
  if (!play || play.item.id === item.id) return null
  const waits = queue.some(({ id }) => id === item.id)
  function toggle(): void {
    if (waits) unqueue(item.id)
    else {
      enqueue(item)
      toasts.say(t('playsAfter', { title: item.title }))
    }
  }
  return (
    <Button variant="subtle" size="sm" aria-pressed={waits} onClick={toggle}>
      {waits ? t('playsNext') : t('playNext')}
    </Button>
  )
}
