import { useNavigate, useSearch } from '@tanstack/react-router'
import { ForgotPasswordPage } from '../../features/auth/forgot-password-page.tsx'
import { useCarried } from './use-carried.ts'

export function ForgotPasswordRoute() {
  const search = useSearch({ from: '/forgot-password' })
  const { email = '' } = useCarried()
  const navigate = useNavigate()
  return (
    <ForgotPasswordPage
      email={email}
      onSent={(address) =>
        void navigate({ to: '/reset-password', search, state: { email: address, after: 'code_sent' } })
      }
    />
  )
}
