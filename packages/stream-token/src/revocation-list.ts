import type { Countries } from './countries.ts'
import type { EndedStream, Revocation } from './revocation-feed.ts'
import { signInTag } from './session-id.ts'
import type { Grant } from './verify.ts'

type Fact<Kind extends Revocation['kind']> = Extract<Revocation, { kind: Kind }>

interface EndedOfMember {
  standing: Fact<'member'> | null
  signInTags: Set<string>
  sessionIds: Set<string>
  /** Ended streams by their item; under ANY_ITEM those that may be of any. */
  streams: Map<string, EndedStream[]>
  until: number
}

const ANY_ITEM = '*'

/**
 * Which genuine tokens must be refused: the facts of the revocation feed, kept so that a decision costs two look-ups.
 * Facts may come twice and in any order between kinds.
 */
export class RevocationList {
  readonly #facts = new Map<string, Revocation>()
  readonly #items = new Map<string, Fact<'item'>>()
  readonly #members = new Map<string, EndedOfMember>()

  apply(revocations: readonly Revocation[]): void {
    for (const revocation of revocations) this.#add(revocation)
  }

  /**
   * Whether what a genuine token for `contentId` stands for was ended. A token that names no session is refused only
   * if an ended stream can have had it: one of the same item whose tokens' expiries include its own.
   */
  isRevoked(grant: Grant, contentId: string): boolean {
    const item = this.#items.get(contentId)
    if (item !== undefined && isClosedTo(item, grant)) return true
    if (grant.scope === 'pictures') return false
    const member = this.#members.get(grant.userId)
    return member !== undefined && hasEnded(member, grant, contentId)
  }

  /** Where an item may be played, as far as it has a list of its own. */
  countriesOf(contentId: string): Countries {
    return this.#items.get(contentId)?.countries ?? ''
  }

  /** Forgets what refuses no living token any more. */
  prune(nowSeconds: number): void {
    for (const [key, fact] of this.#facts) if (fact.until < nowSeconds) this.#facts.delete(key)
    for (const [id, { until }] of this.#items) if (until < nowSeconds) this.#items.delete(id)
    for (const [id, { until }] of this.#members) if (until < nowSeconds) this.#members.delete(id)
  }

  /** All facts, for whoever keeps them over a restart. */
  facts(): Revocation[] {
    return [...this.#facts.values()]
  }

  #add(fact: Revocation): void {
    const key = `${fact.kind} ${fact.id}`
    const isKnown = this.#facts.has(key)
    this.#facts.set(key, fact)
    if (fact.kind === 'item') {
      this.#items.set(fact.id, fact)
      return
    }
    const member = this.#memberOf(fact.kind === 'member' ? fact.id : fact.member_id, fact.until)
    if (fact.kind === 'member') member.standing = fact
    else if (!isKnown) addEnded(member, fact)
  }

  #memberOf(id: string, until: number): EndedOfMember {
    const member = this.#members.get(id) ?? {
      standing: null,
      signInTags: new Set(),
      sessionIds: new Set(),
      streams: new Map(),
      until,
    }
    member.until = Math.max(member.until, until)
    this.#members.set(id, member)
    return member
  }
}

function addEnded(member: EndedOfMember, fact: Fact<'sign_in' | 'stream'>): void {
  if (fact.kind === 'sign_in') member.signInTags.add(signInTag(fact.id))
  else member.sessionIds.add(fact.id)
  for (const stream of fact.streams) {
    if (stream.session_id !== null) member.sessionIds.add(stream.session_id)
    const item = stream.content_id ?? ANY_ITEM
    const known = member.streams.get(item)
    if (known) known.push(stream)
    else member.streams.set(item, [stream])
  }
}

function isClosedTo({ ended, min_height, sessionless_through_e }: Fact<'item'>, grant: Grant): boolean {
  if (ended) return true
  if (grant.scope === 'pictures') return false
  return grant.sessionId === null ? grant.expiresAtSeconds <= sessionless_through_e : grant.maxHeight < min_height
}

function hasEnded(member: EndedOfMember, grant: Grant, contentId: string): boolean {
  const { standing, signInTags, sessionIds, streams } = member
  const { sessionId, maxHeight, expiresAtSeconds } = grant
  if (standing !== null && (standing.ended || maxHeight > standing.max_height)) return true
  if (sessionId !== null) return signInTags.has(signInTag(sessionId)) || sessionIds.has(sessionId)
  const couldBe = ({ content_id, first_e, last_e, except = [] }: EndedStream) =>
    (content_id === null || content_id === contentId) &&
    first_e <= expiresAtSeconds &&
    expiresAtSeconds <= last_e &&
    !except.some((token) => token.content_id === contentId && token.e === expiresAtSeconds)
  return [streams.get(contentId), streams.get(ANY_ITEM), standing?.streams].some((list) => list?.some(couldBe))
}
