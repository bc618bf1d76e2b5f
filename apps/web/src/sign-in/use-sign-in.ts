import type { User } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef } from 'react'
import { useIsOffline } from '../api/offline.ts'
import type { SignIn } from './sign-in.ts'

export const SignInContext = createContext<SignIn | null>(null)

export function useSignIn(): SignIn {
  const signIn = use(SignInContext)
  if (!signIn) throw new Error('There is no sign-in around this component')
  return signIn
}

/** The signed-in member: null for nobody, undefined while the API is asked. */
export function useMember(): User | null | undefined {
  return useQuery(useSignIn().me).data
}

/**
 * Whose practice it is: the member's, also while the API is out of reach; null for nobody, undefined while it is asked. What
 * is shown or sent of a member's waits until the API has said who they are.
 */
export function usePractisingId(): string | null | undefined {
  const signIn = useSignIn()
  const { data, isFetched } = useQuery(signIn.me)
  const isOffline = useIsOffline()
  if (data !== undefined) return data?.id ?? null
  return isFetched || isOffline ? signIn.lastMemberId() : undefined
}

/** Asks for the catalogue again when the member's plan has changed: other items are open then. */
export function useFreshCatalogueOnNewPlan(member: User | null | undefined): void {
  const queries = useQueryClient()
  const known = useRef<User | null | undefined>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = member
    if (hasNewPlan(before, member)) void queries.invalidateQueries({ queryKey: ['content'] })
  }, [member, queries])
}

/** Whether the same member may open other items than before. Another member begins with nothing fetched anyway. */
export function hasNewPlan(before: User | null | undefined, now: User | null | undefined): boolean {
  if (!before || !now || before.id !== now.id) return false
  return before.subscription_tier !== now.subscription_tier || before.role !== now.role
}
