import { useSearch } from '@tanstack/react-router'
import { OffPage } from '../../features/reminders/off-page.tsx'

export function RemindersOffRoute() {
  const { token } = useSearch({ from: '/reminders/off' })
  return <OffPage token={token} />
}
