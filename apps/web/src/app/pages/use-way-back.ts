import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { returnPath } from '../../features/auth/return-path.ts'
import { useMember } from '../../sign-in/use-sign-in.ts'

/** Leaves for `to`, if that is a path of ours, as soon as somebody is signed in, here or in another tab. */
export function useWayBack(to: string | undefined): void {
  const { history } = useRouter()
  const isSignedIn = Boolean(useMember())
  useEffect(() => {
    if (isSignedIn) history.replace(returnPath(to))
  }, [isSignedIn, history, to])
}
