import { useSearch } from '@tanstack/react-router'
import { DeletionRequestedPage } from '../../features/auth/deletion-requested-page.tsx'

export function AccountDeletionRoute() {
  return <DeletionRequestedPage until={useSearch({ from: '/account-deletion' }).until} />
}
