import type { Kind, Ledger } from './ledger.ts'

/** What a client sends. */
export interface Ask {
  kind: Kind
  path: string
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  /** Whether it may be sent twice: then it goes to the other process once when the first one does not answer. */
  isIdempotent: boolean
}

export interface Answer {
  status: number
  headers: Headers
  text: string
}

/** Sends to one process after the other, as a load balancer does that has not yet noticed anything. Null: no success. */
export type Balancer = (ask: Ask) => Promise<Answer | null>

/** A member does not wait longer. */
const TIMEOUT_MS = 5_000
const NO_ANSWER: Answer = { status: 599, headers: new Headers(), text: '' }

export function balance(baseUrls: readonly string[], ledger: Ledger): Balancer {
  let next = 0
  return async (ask) => {
    const turn = next
    next += 1
    const attempt = { kind: ask.kind, atMs: performance.now(), raw: false, answered: false, outcome: '' }
    ledger.attempts.push(attempt)
    const first = await send(baseUrls[turn % baseUrls.length] ?? '', ask)
    attempt.raw = isGood(first)
    const mayRetry = ask.isIdempotent && first.status >= 500
    const answer = mayRetry ? await send(baseUrls[(turn + 1) % baseUrls.length] ?? '', ask) : first
    attempt.answered = isGood(answer)
    attempt.outcome = answer === NO_ANSWER ? 'no answer' : String(answer.status)
    return attempt.answered ? answer : null
  }
}

function isGood({ status }: Answer): boolean {
  return status < 400
}

async function send(baseUrl: string, { path, method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(baseUrl + path, { method, headers, signal, ...(body !== undefined && { body }) })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch {
    return NO_ANSWER
  }
}
