import { signPictureToken, signStreamToken, verifyStreamToken } from '../node.ts'

const NOW = 1_763_600_000
const CONTENT = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const keys = {
  current: 'a secret of at least thirty-two characters, one',
  previous: 'a secret of at least thirty-two characters, two',
}

/** Digits at the front of the user id are what can be moved to the expiry. */
const member = { contentId: CONTENT, userId: '12345678-9f80-4a1b-8c2d-3e4f5a6b7c8d', expiresAtSeconds: NOW + 3600 }
const session = { maxHeight: 720, sessionId: '7c6b5a49-3827-4615-9403-f2e1d0c9b8a7' }
const stream = signStreamToken({ ...member, ...session }, keys)
const former = signStreamToken({ ...member, ...session }, { current: keys.previous })
const GENUINE = [stream, former, specifiedPart(stream), specifiedPart(former), signPictureToken(member, keys)]
const MEANINGS = new Set(GENUINE.map(sorted))

/** Tries so many mutations of genuine tokens. @returns some of those that were taken for genuine. */
export function acceptedMutants({ seed, count }: { seed: number; count: number }): string[] {
  const random = mulberry32(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const accepted: string[] = []
  let tried = 0
  while (tried < count) {
    const genuine = pick(GENUINE)
    const mutate = pick(MUTATORS)
    const { query, contentId = CONTENT } = mutate(genuine, random, pick)
    if (contentId === CONTENT && MEANINGS.has(sorted(query))) continue
    tried += 1
    const verdict = verifyStreamToken({ contentId, query, nowSeconds: NOW, maxTtlSeconds: 7200 }, keys)
    if (verdict.verdict !== 'invalid' && accepted.length < 10) accepted.push(`${mutate.name}: ${contentId} ${query}`)
  }
  return accepted
}

type Random = () => number
type Pick = <T>(list: readonly T[]) => T
type Mutation = { query: string; contentId?: string }
type Mutator = (query: string, random: Random, pick: Pick) => Mutation

const ALPHABET = '0123456789abcdefABCDEFghxyzGXZ-_.=&%+[];~ \n\0é'.split('')
const HEX = '0123456789abcdef'.split('')
const PARAMETERS = ['e', 'md5', 'uid', 'q', 'sid', 'h', 'E', 'x', 'e[]', '']
const VALUES = ['0', '1', '360', '480', '1080', '9999999999', CONTENT, '', 'true', '../']

const at = (query: string, random: Random): number => Math.floor(random() * query.length)
const splice = (text: string, index: number, remove: number, insert: string): string =>
  text.slice(0, index) + insert + text.slice(index + remove)

const flipped: Mutator = (query, random, pick) => ({ query: splice(query, at(query, random), 1, pick(ALPHABET)) })
const flippedTwice: Mutator = (query, random, pick) => flipped(flipped(query, random, pick).query, random, pick)
const inserted: Mutator = (query, random, pick) => ({ query: splice(query, at(query, random), 0, pick(ALPHABET)) })
const deleted: Mutator = (query, random) => ({
  query: splice(query, at(query, random), 1 + Math.floor(random() * 3), ''),
})
const truncated: Mutator = (query, random) => ({ query: query.slice(0, at(query, random)) })
const recased: Mutator = (query, random) => {
  const index = at(query, random)
  return { query: splice(query, index, 1, query.charAt(index).toUpperCase()) }
}
const transposed: Mutator = (query, random) => {
  const [a, b] = [at(query, random), at(query, random)].sort((x, y) => x - y) as [number, number]
  return { query: query.slice(0, a) + query.charAt(b) + query.slice(a + 1, b) + query.charAt(a) + query.slice(b + 1) }
}
const digitFlipped: Mutator = (query, random, pick) => {
  const index = at(query, random)
  return {
    query: /[0-9a-f]/.test(query.charAt(index)) ? splice(query, index, 1, pick(HEX)) : query,
  }
}
const digitsMoved: Mutator = (query, random) => {
  const count = 1 + Math.floor(random() * 8)
  const { e, uid } = fieldsOf(query)
  const toExpiry = withFields(query, { e: e + uid.slice(0, count), uid: uid.slice(count) })
  const toUser = withFields(query, { e: e.slice(0, -count), uid: e.slice(-count) + uid })
  return { query: random() < 0.5 ? toExpiry : toUser }
}
const digitsSwapped: Mutator = (query, random) => {
  const count = 1 + Math.floor(random() * 8)
  const { e, uid } = fieldsOf(query)
  return {
    query: withFields(query, { e: e.slice(0, -count) + uid.slice(0, count), uid: e.slice(-count) + uid.slice(count) }),
  }
}
const expiryMoved: Mutator = (query, random) => ({
  query: withFields(query, { e: String(NOW + Math.floor(random() * 7200)) }),
})
const revalued: Mutator = (query, _, pick) => ({ query: withFields(query, { [pick(PARAMETERS)]: pick(VALUES) }) })
const doubled: Mutator = (query, _, pick) => ({ query: `${query}&${pick(query.split('&'))}` })
const extended: Mutator = (query, _, pick) => ({ query: `${query}&${pick(PARAMETERS)}=${pick(VALUES)}` })
const halved: Mutator = (query, _, pick) => {
  const without = pick(query.split('&'))
  return {
    query: query
      .split('&')
      .filter((parameter) => parameter !== without)
      .join('&'),
  }
}
const crossed: Mutator = (query, _, pick) => {
  const { [pick(PARAMETERS)]: taken, ...rest } = { ...fieldsOf(pick(GENUINE)), '': 'x' } as Record<string, string>
  return {
    query: withFields(query, pick([rest, { h: taken ?? '' }, { md5: rest.md5 ?? '' }, { sid: rest.uid ?? '' }])),
  }
}
const encoded: Mutator = (query, random) => {
  const index = at(query, random)
  return { query: splice(query, index, 1, `%${query.charCodeAt(index).toString(16)}`) }
}
const otherContent: Mutator = (query, random, pick) => {
  const contentId = splice(CONTENT, at(CONTENT, random), 1, pick(ALPHABET))
  return { query, contentId }
}
const MUTATORS = [
  flipped,
  flippedTwice,
  inserted,
  deleted,
  truncated,
  recased,
  transposed,
  digitFlipped,
  digitsMoved,
  digitsSwapped,
  expiryMoved,
  revalued,
  doubled,
  extended,
  halved,
  crossed,
  encoded,
  otherContent,
]

function fieldsOf(query: string): { e: string; uid: string } {
  return Object.fromEntries(query.split('&').map((parameter) => parameter.split('=')))
}

function withFields(query: string, changes: Record<string, string>): string {
  return Object.entries({ ...fieldsOf(query), ...changes })
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** What is left of a stream token without our parameters: a token in its own right, for 480p at most. */
function specifiedPart(query: string): string {
  return query.slice(0, query.indexOf('&q='))
}

/** A spelling of its meaning: the order of parameters is free. */
function sorted(query: string): string {
  return query.split('&').sort().join('&')
}

/** A small seeded generator (Tommy Ettinger's mulberry32), so that a failure can be had again. */
function mulberry32(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
