import { randomUUID } from 'node:crypto'
import { type MemberFact, RevocationList } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import fc from 'fast-check'
import { CONTENT, KEYS, OTHER_CONTENT, streamToken } from './media.ts'

/** What was ended of a member of its own, one of their tokens, and whether the list refuses it. */
export interface EndedCase {
  member: string
  facts: MemberFact[]
  contentId: string
  query: string
  isRefused: boolean
}

/** Any so many; few ids and moments, so that facts and tokens meet. */
export function endedCases(count: number, nowSeconds: number): EndedCase[] {
  return fc.sample(factsAndToken(nowSeconds), count).map(({ facts, token, isCut }) => {
    const member = randomUUID()
    const ofMember = facts.map((fact): MemberFact => {
      return fact.kind === 'member' ? { ...fact, id: member } : { ...fact, member_id: member }
    })
    const whole = streamToken({ ...token, userId: member })
    const query = isCut ? whole.replace(/&q=.*/, '') : whole
    const list = new RevocationList()
    list.apply(ofMember)
    const grant = openStreamToken({ contentId: token.contentId, query }, KEYS)
    const isRefused = grant !== null && list.isRevoked(grant, token.contentId)
    return { member, facts: ofMember, contentId: token.contentId, query, isRefused }
  })
}

function factsAndToken(nowSeconds: number) {
  const item = fc.constantFrom(CONTENT, OTHER_CONTENT)
  const id = fc
    .tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }))
    .map(([stream, signIn]) => `5${stream}${signIn}00000-0000-4000-8000-00000000000${signIn}`)
  const e = fc.integer({ min: nowSeconds + 3_000, max: nowSeconds + 3_006 })
  const except = fc.array(fc.record({ content_id: item, e }), { maxLength: 6 })
  const one = fc.record({ session_id: fc.option(id), content_id: item, e }).map(({ e: at, ...stream }) => {
    return { ...stream, first_e: at, last_e: at }
  })
  const many = fc.record({ last_e: e, except }).map((rest) => {
    return { session_id: null, content_id: null, first_e: 0, ...rest }
  })
  const streams = fc.oneof(
    fc.array(one, { maxLength: 3 }),
    many.map((entry) => [entry]),
  )
  const common = { id, streams, until: fc.constant(nowSeconds + 7_800) }
  const fact = fc.oneof(
    fc.record({ ...common, kind: fc.constant('sign_in' as const), member_id: fc.constant('') }),
    fc.record({ ...common, kind: fc.constant('stream' as const), member_id: fc.constant('') }),
    fc.record({
      ...common,
      kind: fc.constant('member' as const),
      ended: fc.constant(false),
      max_height: fc.constantFrom(480, 1080),
    }),
  )
  return fc.record({
    facts: fc.uniqueArray(fact, {
      selector: ({ kind, id: named }) => (kind === 'member' ? kind : `${kind} ${named}`),
      maxLength: 4,
    }),
    token: fc.record({ contentId: item, expiresAtSeconds: e, sessionId: id, maxHeight: fc.constantFrom(480, 1080) }),
    isCut: fc.boolean(),
  })
}
