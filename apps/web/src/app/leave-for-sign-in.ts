import type { SignInEnd } from '../sign-in/sign-in.ts'
import type { AppRouter } from './router.tsx'

/**
 * Brings a member whose session has ended to the sign-in page, and back afterwards. Who signed out in another tab, and
 * who only just opened a public page, may stay.
 */
export function leaveForSignIn(router: AppRouter, { elsewhere }: SignInEnd): void {
  const { pathname, href } = router.state.location
  const isArriving = router.state.resolvedLocation === undefined
  if (isForMembers(pathname) || !(elsewhere || isArriving)) {
    void router.navigate({ to: '/sign-in', search: { return: href } })
  }
}

function isForMembers(pathname: string): boolean {
  return /^\/(profile|yours|meditate|progress|studio)(\/|$)/.test(pathname)
}
