import { useNavigate, useSearch } from '@tanstack/react-router'
import { SignUpPage } from '../../features/auth/sign-up-page.tsx'
import { useWayBack } from './use-way-back.ts'

export function SignUpRoute() {
  const { return: returnTo } = useSearch({ from: '/sign-up' })
  const navigate = useNavigate()
  useWayBack(returnTo)
  return (
    <SignUpPage
      returnTo={returnTo}
      onConfirmationRequired={(email) =>
        void navigate({
          to: '/confirm',
          search: returnTo ? { return: returnTo } : {},
          state: { email, after: 'code_sent' },
        })
      }
    />
  )
}
