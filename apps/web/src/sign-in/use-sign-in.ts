import type { User } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef } from 'react'
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

/** Asks for the catalogue again when the member's plan has changed: other items are open then. */
export function useFreshCatalogueOnNewPlan(member: User | null | undefined): void {
  const queries = useQueryClient()
  const known = useRef<User | null | undefined>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = member
    if (!member || before?.id !== member.id) return
    const changed = before.subscription_tier !== member.subscription_tier || before.role !== member.role
    if (changed) void queries.invalidateQueries({ queryKey: ['content'] })
  }, [member, queries])
}
