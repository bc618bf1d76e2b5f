import { SIGN_IN_PROBLEMS, type SignInProblem } from '@better-and-bliss/membership'

const WORDS: Record<SignInProblem, string> = {
  denied: 'You did not go on with Google. Try again, or sign in with your password.',
  flow_ended: 'That sign-in took too long, or was begun in another window. Begin again.',
  refused: 'What came back from Google is not what we had sent. Begin again.',
  unavailable: 'Signing in with Google does not work at the moment. Try again soon, or sign in with your password.',
  account_suspended: 'This account is suspended. Contact support.',
  email_unverified:
    'Google has not verified your email address, so we cannot tell that it is yours. Verify it there, or join with a password.',
  email_taken: 'This email address has another account already. Sign in with its password.',
  too_many_requests: 'Too many sign-ins were begun from here. Wait a few minutes.',
}

/** @returns null for anything but a problem that we know. */
export function problemWords(problem: string | undefined): string | null {
  const known = SIGN_IN_PROBLEMS.find((one) => one === problem)
  return known ? WORDS[known] : null
}
