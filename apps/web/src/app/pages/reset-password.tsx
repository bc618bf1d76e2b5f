import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { ResetPasswordPage } from '../../features/auth/reset-password-page.tsx'
import { returnPath } from '../../features/auth/return-path.ts'
import { useCarried } from './use-carried.ts'

export function ResetPasswordRoute() {
  const search = useSearch({ from: '/reset-password' })
  const { email = '', after } = useCarried()
  const { history } = useRouter()
  const navigate = useNavigate()
  return (
    <ResetPasswordPage
      email={email}
      wasSent={after === 'code_sent'}
      onDone={(isSignedIn, address) => {
        if (isSignedIn) history.replace(returnPath(search.return))
        else void navigate({ to: '/sign-in', search, state: { email: address }, replace: true })
      }}
    />
  )
}
