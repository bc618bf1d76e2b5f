/** Why signing in by another provider led back to the sign-in page: its `problem`. */
export const SIGN_IN_PROBLEMS = [
  /** The person said no. */
  'denied',
  /** Too old, begun in another browser, or come back once already. */
  'flow_ended',
  /** What came back is not what was sent out. */
  'refused',
  'unavailable',
  'account_suspended',
  'email_unverified',
  /** The address has an account that cannot be linked. */
  'email_taken',
  'too_many_requests',
] as const

export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/** Pages of the web app that signing in by another provider ends on. */
export const SIGN_IN_PATHS = { done: '/sign-in/done', signIn: '/sign-in' } as const
