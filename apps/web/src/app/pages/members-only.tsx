import type { User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../../session/use-session.ts'
import { Fetched } from '../../ui/fetched.tsx'

/** A page for whoever is signed in; everybody else signs in first and comes back. */
export function MembersOnly({ children }: { children: (member: User) => ReactNode }) {
  const here = useRouterState({ select: ({ location }) => location.href })
  const me = useQuery(useSession().me)
  return (
    <Fetched query={me} loading="One moment" name="Your account" heading="h1">
      {(member) => (member ? children(member) : <Navigate to="/sign-in" search={{ return: here }} replace />)}
    </Fetched>
  )
}
