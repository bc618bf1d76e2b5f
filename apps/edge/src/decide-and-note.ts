import type { Grant } from '@better-and-bliss/stream-token'
import { type Decision, decide, type EdgeContext, type EdgeRequest } from './decide.ts'
import type { Seen } from './seen.ts'

/** Decides, and notes by which token something is served. */
export function decideAndNote(request: EdgeRequest, seen: Pick<Seen, 'note'>, context: EdgeContext): Decision {
  const used: { grant: Grant | null; contentId: string } = { grant: null, contentId: '' }
  const decision = decide(request, {
    ...context,
    openToken: (token) => {
      used.contentId = token.contentId
      used.grant = context.openToken(token)
      return used.grant
    },
  })
  if (decision.kind !== 'deny' && used.grant !== null) seen.note(used.grant, used.contentId)
  return decision
}
