/**
 * Terms by how they are spelled. Two terms are alike if they become equal when letters are left out of both: what each term
 * becomes without one or two of its first letters is kept as a hash, so that looking one up costs the same however many
 * there are.
 */
export interface Spellings {
  add(term: string): void
  remove(term: string): void
  /** The terms with the fewest mistakes, `mistakes` at most: letters that are wrong, missing, too many or swapped with the next. */
  nearest(term: string, mistakes: 1 | 2): string[]
}

/** Only so many letters are left out of; the rest is compared afterwards. */
const COMPARED_LETTERS = 7
/** From a question with eight letters on two mistakes are looked for, so that only terms from here on can be meant by it. */
const TWICE_FROM = 6
const SHORTEST = 3
const LONGEST = 40
const FIRST_CAPACITY = 1_024
const HAS_DIGIT = /\p{N}/u

export function createSpellings(): Spellings {
  const ids = new Map<string, number>()
  const terms: string[] = []
  const freeIds: number[] = []
  const table = createHashTable()

  return {
    add: (term) => {
      if (!isWord(term) || ids.has(term)) return
      const id = freeIds.pop() ?? terms.length
      ids.set(term, id)
      terms[id] = term
      for (const hash of shortened(term, depthOf(term))) table.add(hash, id)
    },
    remove: (term) => {
      const id = ids.get(term)
      if (id === undefined) return
      for (const hash of shortened(term, depthOf(term))) table.remove(hash, id)
      ids.delete(term)
      terms[id] = ''
      freeIds.push(id)
    },
    nearest: (term, mistakes) => {
      const seen = new Set<number>()
      let fewest: number = mistakes
      let found: string[] = []
      const compare = (id: number) => {
        if (seen.has(id)) return
        seen.add(id)
        const other = terms[id] as string
        const distance = mistakesBetween(term, other, fewest)
        if (distance > fewest) return
        if (distance < fewest) found = []
        fewest = distance
        found.push(other)
      }
      for (const hash of shortened(term, mistakes)) table.visit(hash, compare)
      return found
    },
  }
}

function isWord(term: string): boolean {
  return term.length >= SHORTEST && term.length <= LONGEST && !HAS_DIGIT.test(term)
}

function depthOf(term: string): 1 | 2 {
  return term.length < TWICE_FROM ? 1 : 2
}

/** Hashes of a term's first letters, whole and without one or two of them. */
function shortened(term: string, depth: 1 | 2): Set<number> {
  const length = Math.min(term.length, COMPARED_LETTERS)
  const hashes = new Set([hashWithout(term, length, -1, -1)])
  for (let first = 0; first < length; first++) {
    hashes.add(hashWithout(term, length, first, -1))
    for (let second = first + 1; depth === 2 && second < length; second++) {
      hashes.add(hashWithout(term, length, first, second))
    }
  }
  return hashes
}

/** FNV-1a. */
function hashWithout(term: string, length: number, first: number, second: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < length; index++) {
    if (index !== first && index !== second) hash = Math.imul(hash ^ term.charCodeAt(index), 0x01000193)
  }
  return hash
}

/** Ids by hash, chained, in arrays of numbers: objects would take many times as much. */
function createHashTable() {
  let heads = new Int32Array(FIRST_CAPACITY).fill(-1)
  let [hashes, values, nexts] = [0, 1, 2].map(() => new Int32Array(FIRST_CAPACITY)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  let used = 0
  let free = -1

  const bucketOf = (hash: number) => (hash ^ (hash >>> 15)) & (heads.length - 1)

  function link(entry: number): void {
    const bucket = bucketOf(hashes[entry] as number)
    nexts[entry] = heads[bucket] as number
    heads[bucket] = entry
  }

  function grow(): void {
    ;[hashes, values, nexts] = [enlarged(hashes), enlarged(values), enlarged(nexts)]
    heads = new Int32Array(hashes.length).fill(-1)
    for (let entry = 0; entry < used; entry++) link(entry)
  }

  function newEntry(): number {
    if (free >= 0) {
      const entry = free
      free = nexts[entry] as number
      return entry
    }
    if (used === hashes.length) grow()
    return used++
  }

  return {
    add: (hash: number, value: number) => {
      const entry = newEntry()
      hashes[entry] = hash
      values[entry] = value
      link(entry)
    },
    remove: (hash: number, value: number) => {
      const bucket = bucketOf(hash)
      let before = -1
      let entry = heads[bucket] as number
      while (entry >= 0 && (hashes[entry] !== hash || values[entry] !== value)) {
        before = entry
        entry = nexts[entry] as number
      }
      if (entry < 0) return
      if (before < 0) heads[bucket] = nexts[entry] as number
      else nexts[before] = nexts[entry] as number
      nexts[entry] = free
      free = entry
    },
    visit: (hash: number, call: (value: number) => void) => {
      for (let entry = heads[bucketOf(hash)] as number; entry >= 0; entry = nexts[entry] as number) {
        if (hashes[entry] === hash) call(values[entry] as number)
      }
    },
  }
}

function enlarged(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** How many letters are wrong, missing, too many or swapped with the next (optimal string alignment); `limit + 1` for more. */
export function mistakesBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let [from, fromEnd] = [0, 0]
  const shorter = Math.min(a.length, b.length)
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (fromEnd < shorter - from && a.charCodeAt(a.length - 1 - fromEnd) === b.charCodeAt(b.length - 1 - fromEnd))
    fromEnd++
  return alignmentOf(a.slice(from, a.length - fromEnd), b.slice(from, b.length - fromEnd), limit)
}

function alignmentOf(a: string, b: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1)
      let cost = Math.min(
        (last[column - 1] as number) + Number(!same),
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
      )
      if (isSwap(a, row, b, column)) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1)
      current.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    ;[beforeLast, last] = [last, current]
  }
  return Math.min(last[b.length] as number, limit + 1)
}

function isSwap(a: string, row: number, b: string, column: number): boolean {
  return row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
}
