import { SIGN_IN_PATHS } from '@better-and-bliss/membership'
import type { User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { t } from '../messages.ts'

/** A page for whoever is signed in; everybody else signs in first and comes back. */
export function MembersOnly({ children }: { children: (member: User) => ReactNode }) {
  const me = useQuery(useSignIn().me)
  return (
    <Fetched query={me} loading={t('oneMoment')} name={t('yourAccountName')} heading="h1">
      {(member) => (member ? children(member) : <SignInFirst />)}
    </Fetched>
  )
}

/** Comes back to where it was first shown: on the way to signing in the address is another already. */
function SignInFirst() {
  const { state } = useRouter()
  const [{ pathname, href }] = useState(state.location)
  // Whose session has ended is on the way there, and comes back from it.
  if (pathname === SIGN_IN_PATHS.signIn) return null
  return <Navigate to="/sign-in" search={{ return: href }} replace />
}
