import type { Countries } from './countries.ts'
import type { EndedStream, Revocation } from './revocation-feed.ts'
import { signInTag } from './session-id.ts'
import type { Grant } from './verify.ts'

/**
 * What was ended, for edges that hold no list but look keys up in a store of small values: an entry for each item and each member.
 * A value is a line of words; their first letter says what they mean:
 *
 *     c             closed to everybody, pictures too where it is an item's
 *     k<countries>  item: where it may be played, as a fact says it
 *     q720          item: no token of a session with a lower cap; member: no token with a higher cap
 *     e<time>       item: no token without a session whose `e` is not later
 *     s<digits>     member: no token of this sign-in (the digits that its sessions' ids end with)
 *     x<digits>     member: no token of this session (the first digits of its id)
 *     t<digits>.<time>.<time>  member: no token without a session, for this item or any (`*`), with an `e` from the one to the other,
 *                   but for those of the items and times that follow (`.<digits>-<time>` each)
 *     a<time>       member: no stream token at all whose `e` is not later
 *     p<number>     member: so many further entries go on
 *
 * Times are unix seconds to base 36. Ids are cut to 48 bits: they are told apart within one member.
 */
type Fact<Kind extends Revocation['kind']> = Extract<Revocation, { kind: Kind }>
export type ItemFact = Fact<'item'>
export type MemberFact = Exclude<Revocation, ItemFact>

/** The key of an item's entry. */
export function itemEntryKey(contentId: string): string {
  return `item/${contentId}`
}

/** The key of a member's entry, and of those that go on (`page` from 1). */
export function memberEntryKey(userId: string, page = 0): string {
  return page === 0 ? `member/${userId}` : `member/${userId}/${page}`
}

/** The member that a fact is of. */
export function memberOf(fact: MemberFact): string {
  return fact.kind === 'member' ? fact.id : fact.member_id
}

/** The value of an item's entry. */
export function itemEntry({ ended, min_height, sessionless_through_e, countries }: ItemFact): string {
  const words = [ended ? 'c' : `q${min_height}`, `e${timeText(sessionless_through_e)}`]
  return (countries === '' ? words : [...words, `k${countries}`]).join(' ')
}

/**
 * The values of a member's entries, each of so many characters at the most. What does not fit into `maxPages` is said by fewer
 * words that refuse more, but nothing of what was signed later: sessions up to the last `e` of those that were ended; then everything.
 */
export function memberEntries(
  facts: readonly MemberFact[],
  { maxLength, maxPages }: { maxLength: number; maxPages: number },
): string[] {
  for (const words of [exactWords(facts), coarseWords(facts)]) {
    const pages = paged(words, maxLength)
    if (pages.length <= maxPages && pages.every(({ length }) => length <= maxLength)) return pages
  }
  return ['c']
}

/** How many further entries of a member a value asks to be read. */
export function furtherPages(value: string): number {
  const word = value.split(' ').find((one) => one.startsWith('p'))
  return word === undefined ? 0 : Number(word.slice(1))
}

/** Where an item may be played, by its value. */
export function countriesIn(value: string): Countries {
  const word = value.split(' ').find((one) => one.startsWith('k'))
  return word === undefined ? '' : word.slice(1)
}

/** Whether a genuine token opens nothing of an item any more. */
export function isItemClosed(value: string, grant: Grant): boolean {
  return value.split(' ').some((word) => {
    const rest = word.slice(1)
    if (word === 'c') return true
    if (grant.scope === 'pictures') return false
    if (word.startsWith('q')) return grant.sessionId !== null && grant.maxHeight < Number(rest)
    if (word.startsWith('k')) return false
    if (word.startsWith('e')) return grant.sessionId === null && grant.expiresAtSeconds <= timeOf(rest)
    return true
  })
}

/** Whether what a genuine stream token for `contentId` stands for was ended, as one of its member's values says. */
export function isStreamEnded(value: string, grant: Grant, contentId: string): boolean {
  return wordsFor(value, grant, contentId).some((word) => isNamed(word, grant, contentId))
}

/** Those that may concern a token. To search for them costs an interpreter a hundredth of looking at each. */
function wordsFor(value: string, { sessionId }: Grant, contentId: string): string[] {
  const concerned =
    sessionId === null ? `t(?:\\*|${digitsOf(contentId)})` : `s${signInTag(sessionId)}|x${digitsOf(sessionId)}`
  const found = value.match(new RegExp(`(?:^| )(?:[^stx ]|${concerned})[^ ]*`, 'g')) ?? []
  return found.map((word) => word.trim())
}

function isNamed(word: string, { sessionId, maxHeight, expiresAtSeconds }: Grant, contentId: string): boolean {
  const rest = word.slice(1)
  switch (word.slice(0, 1)) {
    case 'q':
      return maxHeight > Number(rest)
    case 's':
      return sessionId !== null && signInTag(sessionId) === rest
    case 'x':
      return sessionId !== null && digitsOf(sessionId) === rest
    case 't': {
      const [item = '', first = '', last = '', ...except] = rest.split('.')
      if (sessionId !== null || (item !== '*' && item !== digitsOf(contentId))) return false
      if (expiresAtSeconds < timeOf(first) || expiresAtSeconds > timeOf(last)) return false
      return !except.includes(`${digitsOf(contentId)}-${timeText(expiresAtSeconds)}`)
    }
    case 'a':
      return expiresAtSeconds <= timeOf(rest)
    case 'p':
      return false
    default:
      // `c`, and words of a version that knows more.
      return true
  }
}

function exactWords(facts: readonly MemberFact[]): string[] {
  return distinct(facts.flatMap((fact) => [ownWord(fact), ...sessionWords(fact), ...fact.streams.map(spanWord)]))
}

/** Of an ended stream no token is known but by its last `e`; one that tells none keeps its word. */
function coarseWords(facts: readonly MemberFact[]): string[] {
  const lastE = Math.max(0, ...facts.flatMap(({ streams }) => streams.map(({ last_e }) => last_e)))
  const kept = facts.filter(({ kind, streams }) => kind !== 'stream' || streams.length === 0)
  return distinct([...kept.map(ownWord), `a${timeText(lastE)}`])
}

function ownWord(fact: MemberFact): string {
  switch (fact.kind) {
    case 'member':
      return fact.ended ? 'c' : `q${fact.max_height}`
    case 'sign_in':
      return `s${signInTag(fact.id)}`
    case 'stream':
      return `x${digitsOf(fact.id)}`
  }
}

/** Sessions that a sign-in ended and that do not bear its digits, as those of an earlier version. */
function sessionWords({ kind, id, streams }: MemberFact): string[] {
  if (kind === 'member') return []
  const ids = streams.flatMap(({ session_id }) => session_id ?? [])
  return ids
    .filter((other) => kind === 'stream' || signInTag(other) !== signInTag(id))
    .map((other) => `x${digitsOf(other)}`)
}

function spanWord({ content_id, first_e, last_e, except = [] }: EndedStream): string {
  const goingOn = except.map((token) => `.${digitsOf(token.content_id)}-${timeText(token.e)}`).join('')
  return `t${content_id === null ? '*' : digitsOf(content_id)}.${timeText(first_e)}.${timeText(last_e)}${goingOn}`
}

function paged(words: readonly string[], maxLength: number): string[] {
  const pages: string[] = []
  let page = ''
  for (const word of words) {
    if (page.length + 1 + word.length > maxLength - COUNT_LENGTH) {
      pages.push(page)
      page = ''
    }
    page = page === '' ? word : `${page} ${word}`
  }
  pages.push(page)
  const [first = '', ...further] = pages
  return further.length === 0 ? pages : [`p${further.length} ${first}`, ...further]
}

/** `p99 ` */
const COUNT_LENGTH = 4
const ID_DIGITS = 12

function digitsOf(id: string): string {
  return id.replace(/-/g, '').slice(0, ID_DIGITS)
}

function timeText(seconds: number): string {
  return seconds.toString(36)
}

function timeOf(text: string): number {
  return Number.parseInt(text, 36)
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}
