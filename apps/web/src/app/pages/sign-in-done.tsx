import { useRouter, useSearch } from '@tanstack/react-router'
import { SignInDonePage } from '../../features/auth/google/sign-in-done-page.tsx'
import { returnPath } from '../../features/auth/return-path.ts'

export function SignInDoneRoute() {
  const { return: returnTo } = useSearch({ from: '/sign-in/done' })
  const { history } = useRouter()
  return <SignInDonePage onSignedIn={() => history.replace(returnPath(returnTo))} />
}
