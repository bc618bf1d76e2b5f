/** What somebody is about to do. A proof for one is none for another. */
export type CaptchaAction = 'register' | 'login' | 'forgot_password' | 'newsletter'

/**
 * `refused`: there is no proof, or none that counts; `reason` says why, for the log.
 * `unavailable`: whoever judges proofs does not answer, or not so that it can be understood.
 */
export type CaptchaVerdict = { result: 'person' } | { result: 'refused'; reason: string } | { result: 'unavailable' }

/** Tells people from programs. */
export interface CaptchaVerifier {
  /** With it pages ask for a proof; null where none is wanted. */
  siteKey: string | null
  /** Judges a proof, once: the same one is refused the next time. Answers within a few seconds, and never rejects. */
  verify(proof: { token: string | null | undefined; action: CaptchaAction }): Promise<CaptchaVerdict>
}
