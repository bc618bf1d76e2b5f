import { type Denial, decide, type EdgeContext, type EdgeRequest } from '../src/decide.ts'
import { PREFLIGHT_HEADERS, readableBy, refusalHeaders } from '../src/refusals.ts'

/** An answer that CloudFront gives in place of the origin, in no event's words yet. */
export interface OwnAnswer {
  status: number
  description: string
  headers: Record<string, string>
  text: string
}

/** What is done with a viewer's request: answered at once, or handed on. A playlist's token goes with it; it is rewritten for that. */
export type ViewerDecision = { kind: 'answer'; answer: OwnAnswer } | { kind: 'pass'; keepsQuery: boolean }

/** Decides a request of `origin`, the page that asks (or none), as our own edge does. */
export function decideForViewer(
  request: EdgeRequest & { origin: string | undefined },
  context: EdgeContext & { webOrigin: string },
): ViewerDecision {
  const { method, origin } = request
  const readable = origin === context.webOrigin ? readableBy(context.webOrigin) : {}
  if (method === 'OPTIONS') {
    const headers = Object.assign({}, PREFLIGHT_HEADERS, readable)
    return { kind: 'answer', answer: { status: 204, description: 'No Content', headers, text: '' } }
  }
  const decision = decide(request, context)
  if (decision.kind === 'deny') return { kind: 'answer', answer: refusal(decision, readable) }
  return { kind: 'pass', keepsQuery: decision.kind === 'playlist' }
}

export function refusal({ status, message }: Denial, readable: Record<string, string> = {}): OwnAnswer {
  const headers = Object.assign(refusalHeaders(status), NEVER_SNIFFED, readable)
  return { status, description: DESCRIPTIONS[status], headers, text: message }
}

const NEVER_SNIFFED = { 'X-Content-Type-Options': 'nosniff', Vary: 'Origin' }

const DESCRIPTIONS: Record<Denial['status'], string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  405: 'Method Not Allowed',
  410: 'Gone',
  503: 'Service Unavailable',
}

/** Where not even the keys can be read. */
export const CLOSED: OwnAnswer = refusal({
  kind: 'deny',
  status: 503,
  message: 'The keys cannot be read now. Try again in a few seconds.',
})
