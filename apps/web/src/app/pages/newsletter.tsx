import { useSearch } from '@tanstack/react-router'
import { BrokenLink } from '../../features/newsletter/broken-link.tsx'
import { ConfirmSubscriptionPage } from '../../features/newsletter/confirm-subscription-page.tsx'
import { EmbeddedForm } from '../../features/newsletter/embedded-form.tsx'
import { PreferencesPage } from '../../features/newsletter/preferences-page.tsx'
import { UnsubscribePage } from '../../features/newsletter/unsubscribe-page.tsx'

export function ConfirmSubscriptionRoute() {
  const { token } = useSearch({ from: '/newsletter/confirm' })
  return token === undefined ? <BrokenLink /> : <ConfirmSubscriptionPage token={token} />
}

export function UnsubscribeRoute() {
  const { token } = useSearch({ from: '/newsletter/unsubscribe' })
  return token === undefined ? <BrokenLink /> : <UnsubscribePage token={token} />
}

export function PreferencesRoute() {
  const { token } = useSearch({ from: '/newsletter/preferences' })
  return token === undefined ? <BrokenLink /> : <PreferencesPage token={token} />
}

export function EmbeddedFormRoute() {
  const { source = 'embed' } = useSearch({ from: '/newsletter/embed' })
  return <EmbeddedForm source={source} />
}
