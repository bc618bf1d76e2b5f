/** A browser that takes what is pushed, as it describes itself (W3C Push API). */
export interface PushSubscription {
  /** Where its push service takes messages for it. */
  endpoint: string
  keys: { p256dh: string; auth: string }
}

export interface PushMessage {
  payload: string
  /** How long a push service keeps it for a device that is out of reach. */
  ttlSeconds: number
  /** A newer message of the same topic takes the place of one that waits; at most 32 letters of base64url. */
  topic: string
}

/**
 * `gone`: there is no such browser any more. `later`: it may be taken another time, `retryAfterMs` from now if the service
 * says so. `refused`: it will not be taken; `reason` says why, for the log, and names no browser.
 */
export type PushOutcome =
  | { result: 'accepted' }
  | { result: 'gone' }
  | { result: 'later'; reason: string; retryAfterMs: number | null }
  | { result: 'refused'; reason: string }

/** How messages reach browsers. */
export interface PushSender {
  /** What browsers subscribe with: they take messages of nobody else (RFC 8292); base64url. */
  publicKey: string
  /** Whether an address is that of a push service, and nothing else that could be asked from here. */
  takes(endpoint: string): boolean
  /** Encrypts a message for a browser and hands it on. Answers within half a minute, and never rejects. */
  send(subscription: PushSubscription, message: PushMessage): Promise<PushOutcome>
}
