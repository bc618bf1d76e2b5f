/** One mail to one person, as a template made it. */
export interface Message {
  to: string
  subject: string
  text: string
  html: string
  /** Beside those that follow from the rest. */
  headers: Record<string, string>
  /** With its angle brackets. The same for every attempt at one mail. */
  messageId: string
}

/**
 * A message was not accepted. The message of the error says why, in words for the person who runs the system; it may name
 * the address.
 */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  /** `never`: this message will not be taken. `later`: our side or theirs lacks something. */
  readonly tryAgain: 'never' | 'later'
  /** There is no mailbox at this address: no other message will be taken either. */
  readonly isDeadAddress: boolean

  constructor(words: string, { tryAgain, isDeadAddress = false, cause }: Refusal) {
    super(words, { cause })
    this.tryAgain = tryAgain
    this.isDeadAddress = isDeadAddress
  }
}

interface Refusal {
  tryAgain: 'never' | 'later'
  isDeadAddress?: boolean
  cause?: unknown
}

/** How mail leaves. */
export interface Mailer {
  /**
   * Hands a message on. What resolves was accepted; whether what rejects was accepted nobody knows for certain.
   *
   * @returns what it is called where it was accepted: for the log.
   * @throws MailRefused within half a minute, or the reason of `signal`.
   */
  send(message: Message, signal: AbortSignal): Promise<string>
}

/** Writes a message down as RFC 5322 and MIME ask for. @throws MailRefused when its address cannot be written. */
export type ComposeMime = (message: Message) => Promise<Buffer>
