import { useNavigate, useSearch } from '@tanstack/react-router'
import { ConfirmPage } from '../../features/auth/confirm-page.tsx'
import { useCarried } from './use-carried.ts'
import { useWayBack } from './use-way-back.ts'

export function ConfirmRoute() {
  const search = useSearch({ from: '/confirm' })
  const { email = '', after } = useCarried()
  const navigate = useNavigate()
  useWayBack(search.return)
  return (
    <ConfirmPage
      email={email}
      wasSent={after === 'code_sent'}
      onConfirmed={(address) =>
        void navigate({ to: '/sign-in', search, state: { email: address, after: 'confirmed' }, replace: true })
      }
    />
  )
}
