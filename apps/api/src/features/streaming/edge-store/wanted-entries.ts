import {
  itemEntry,
  itemEntryKey,
  type MemberFact,
  memberEntries,
  memberEntryKey,
  memberOf,
} from '@better-and-bliss/stream-token'
import type { Revocation } from '@better-and-bliss/stream-token/revocation-feed'
import { KEY_VALUE_LIMITS, type KeyChange } from '../../../ports/key-value-store.ts'

/** How much a member's entries may say, the most first. The less room there is for all of them, the less it is. */
const DETAIL = [
  { maxLength: KEY_VALUE_LIMITS.valueBytes, maxPages: 8 },
  { maxLength: KEY_VALUE_LIMITS.valueBytes, maxPages: 1 },
  { maxLength: 64, maxPages: 1 },
] as const
/** Settings and what others put into the store need room, too. */
const MOST_BYTES = KEY_VALUE_LIMITS.totalBytes * 0.9

/** What a store for edges has to hold of the facts of the revocation feed, and what is missing in one that holds something else. */
export class WantedEntries {
  readonly #facts = new Map<string, Revocation>()
  readonly #members = new Map<string, Map<string, MemberFact>>()
  readonly #values = new Map<string, string>()
  /** Items and members whose entries changed since a store was last seen to hold them. */
  readonly #changed = new Set<string>()
  readonly #mostBytes: number
  #bytes = 0
  #detail = 0

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes
  }

  /** A fact of the same kind and id replaces an earlier one. */
  apply(facts: readonly Revocation[]): void {
    const members = new Set<string>()
    for (const fact of facts) {
      const name = `${fact.kind} ${fact.id}`
      this.#facts.set(name, fact)
      if (fact.kind === 'item') this.#setEntries(itemEntryKey(fact.id), [itemEntry(fact)])
      else {
        const member = memberOf(fact)
        const ofMember = this.#members.get(member) ?? new Map<string, MemberFact>()
        this.#members.set(member, ofMember.set(name, fact))
        members.add(member)
      }
    }
    for (const member of members) this.#rebuild(member)
    this.#fit()
  }

  /** Forgets what refuses no living token any more. */
  prune(nowSeconds: number): void {
    const members = new Set<string>()
    for (const [name, fact] of this.#facts) {
      if (fact.until >= nowSeconds) continue
      this.#facts.delete(name)
      if (fact.kind === 'item') this.#setEntries(itemEntryKey(fact.id), [])
      else {
        this.#members.get(memberOf(fact))?.delete(name)
        members.add(memberOf(fact))
      }
    }
    for (const member of members) this.#rebuild(member)
    if (this.#detail > 0 && this.#bytes < this.#mostBytes / 2) this.#setDetail(0)
    this.#fit()
  }

  /** Whether it is more than a store takes, however little is said of each member. */
  get isTooMuch(): boolean {
    return this.#bytes > this.#mostBytes
  }

  /**
   * What makes a store that holds `held` hold this, as far as the keys are of ours; what belongs together is a group.
   *
   * @param everything: whether all is compared, or only what changed since `settled`.
   */
  changesTo(held: ReadonlyMap<string, string>, everything: boolean): KeyChange[][] {
    const owners = new Set(this.#changed)
    if (everything)
      for (const key of [...held.keys(), ...this.#values.keys()]) if (isOurs(key)) owners.add(ownerOf(key))
    return [...owners].map((owner) => this.#changesOf(owner, held)).filter((changes) => changes.length > 0)
  }

  /** A store holds it. */
  settled(): void {
    this.#changed.clear()
  }

  #changesOf(owner: string, held: ReadonlyMap<string, string>): KeyChange[] {
    const changes: KeyChange[] = []
    for (let page = 0; ; page += 1) {
      const key = page === 0 ? owner : `${owner}/${page}`
      const value = this.#values.get(key) ?? null
      const isHeld = held.get(key) ?? null
      if (value === null && isHeld === null) return changes
      if (value !== isHeld) changes.push({ key, value })
    }
  }

  #rebuild(member: string): void {
    const facts = [...(this.#members.get(member)?.values() ?? [])]
    if (facts.length === 0) this.#members.delete(member)
    const entries = facts.length === 0 ? [] : memberEntries(facts, DETAIL[this.#detail] ?? DETAIL[2])
    this.#setEntries(memberEntryKey(member), entries)
  }

  #setEntries(owner: string, entries: readonly string[]): void {
    this.#changed.add(owner)
    for (let page = 0; ; page += 1) {
      const key = page === 0 ? owner : `${owner}/${page}`
      const before = this.#values.get(key)
      const after = entries[page]
      if (before === undefined && after === undefined) return
      if (before !== undefined) this.#bytes -= key.length + before.length
      if (after === undefined) this.#values.delete(key)
      else {
        this.#values.set(key, after)
        this.#bytes += key.length + after.length
      }
    }
  }

  #fit(): void {
    while (this.#bytes > this.#mostBytes && this.#detail < DETAIL.length - 1) this.#setDetail(this.#detail + 1)
  }

  #setDetail(detail: number): void {
    this.#detail = detail
    for (const member of this.#members.keys()) this.#rebuild(member)
  }
}

/** What others have put into the store is left alone. */
function isOurs(key: string): boolean {
  return /^(?:item|member)\//.test(key)
}

/** `member/…/3` is a further entry of `member/…`. */
function ownerOf(key: string): string {
  return key.split('/').slice(0, 2).join('/')
}
