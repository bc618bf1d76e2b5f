export type MicrophoneFailure =
  | 'insecure'
  /** The browser has no permission. */
  | 'denied'
  /** The browser asked, and got no yes. */
  | 'dismissed'
  /** The browser may, but something beneath it refuses. */
  | 'blocked'
  | 'missing'
  | 'busy'
  /** It is open, but the browser lets no sound through. */
  | 'suspended'
  | 'unsupported'

/** There is no sound to be had; `failure` says why. */
export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError'
  readonly failure: MicrophoneFailure

  constructor(failure: MicrophoneFailure) {
    super(`No microphone: ${failure}`)
    this.failure = failure
  }
}

/** Why there is no microphone, whatever it was that said so. */
export function failureOf(error: unknown): MicrophoneFailure {
  if (error instanceof MicrophoneError) return error.failure
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported'
}
