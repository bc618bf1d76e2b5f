import { SIGN_IN_PATHS, type SignInProblem } from '@better-and-bliss/membership'

/** The pages of the web app that a sign-in by another provider ends on. */
export interface WaysBack {
  done(returnTo: string): string
  problem(problem: SignInProblem, returnTo?: string): string
  /** To the sign-in page, which asks for the password of the account that Google is to be linked to. */
  link(returnTo: string): string
}

export function waysBack(frontendUrl: string): WaysBack {
  const to = (path: string, query: Record<string, string>, returnTo: string) => {
    const search = new URLSearchParams({ ...query, ...(returnTo !== '/' && { return: returnTo }) }).toString()
    return `${frontendUrl}${path}${search && `?${search}`}`
  }
  return {
    done: (returnTo) => to(SIGN_IN_PATHS.done, {}, returnTo),
    problem: (problem, returnTo = '/') => to(SIGN_IN_PATHS.signIn, { problem }, returnTo),
    link: (returnTo) => to(SIGN_IN_PATHS.signIn, { link: 'google' }, returnTo),
  }
}
