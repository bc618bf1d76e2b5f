import { useSearch } from '@tanstack/react-router'
import { SignInPage } from '../../features/auth/sign-in-page.tsx'
import { useWayBack } from './use-way-back.ts'

export function SignInRoute() {
  const { return: returnTo } = useSearch({ from: '/sign-in' })
  useWayBack(returnTo)
  return <SignInPage returnTo={returnTo} />
}
