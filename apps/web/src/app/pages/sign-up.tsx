import { useSearch } from '@tanstack/react-router'
import { SignUpPage } from '../../features/auth/sign-up-page.tsx'
import { useWayBack } from './use-way-back.ts'

export function SignUpRoute() {
  const { return: returnTo } = useSearch({ from: '/sign-up' })
  useWayBack(returnTo)
  return <SignUpPage returnTo={returnTo} />
}
