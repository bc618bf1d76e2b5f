import { Button } from '@mantine/core'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from '../catalogue/messages.ts'
import { ShareIcon } from './share-icon.tsx'
import { shareLink } from './share-link.ts'

/** Passes the address of a page on: by what the device has for it, else by a copy. */
export function ShareButton({ title }: { title: string }) {
  const toasts = useToasts()
  return (
    <Button
      variant="subtle"
      size="sm"
      leftSection={<ShareIcon size={18} />}
      aria-label={t('shareTitle', { title })}
      onClick={() => void shareLink({ title, url: location.origin + location.pathname }, navigator, toasts.say)}
    >
      {t('share')}
    </Button>
  )
}
