import type { IncomingMessage } from 'node:http'
import type { ByteRange, ObjectInfo } from '@better-and-bliss/object-store'

type Version = Pick<ObjectInfo, 'etag' | 'modifiedAtMs' | 'size'>

/** What a request makes of the version that is there: all of it, a part, or a status that says why not. */
export type Outcome = { status: 200 | 304 | 412 | 416 } | { status: 206; range: ByteRange }

/** Reads the preconditions and the range of a request, in the order of RFC 9110, section 13.2.2. */
export function outcomeOf({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>, version: Version): Outcome {
  const ifMatch = headers['if-match']
  if (ifMatch !== undefined) {
    if (!lists(ifMatch, version.etag)) return { status: 412 }
  } else if (secondsOf(version) > secondsIn(headers['if-unmodified-since'], Number.POSITIVE_INFINITY)) {
    return { status: 412 }
  }
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined) {
    if (lists(ifNoneMatch.replaceAll('W/"', '"'), version.etag)) return { status: 304 }
  } else if (secondsOf(version) <= secondsIn(headers['if-modified-since'], Number.NEGATIVE_INFINITY)) {
    return { status: 304 }
  }
  if (method !== 'GET' || !mayHavePart(headers['if-range'], version)) return { status: 200 }
  return rangeOf(headers.range, version.size)
}

/** A date, as in HTTP. */
export function lastModified({ modifiedAtMs }: Pick<Version, 'modifiedAtMs'>): string {
  return new Date(modifiedAtMs).toUTCString()
}

function lists(etags: string, etag: string): boolean {
  return etags.trim() === '*' || etags.split(',').some((one) => one.trim() === etag)
}

/** HTTP knows no fractions of a second. */
function secondsOf({ modifiedAtMs }: Version): number {
  return Math.floor(modifiedAtMs / 1000)
}

/** A date that cannot be read counts as none. */
function secondsIn(date: string | undefined, none: number): number {
  const ms = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(ms) ? none : ms / 1000
}

function mayHavePart(ifRange: string | string[] | undefined, version: Version): boolean {
  return ifRange === undefined || ifRange === version.etag || ifRange === lastModified(version)
}

/** One range; several, and what cannot be read, ask for everything. */
function rangeOf(header: string | undefined, size: number): Outcome {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '')
  const [, from = '', to = ''] = match ?? []
  if (from === '' && to === '') return { status: 200 }
  if (from === '') {
    const count = Math.min(Number(to), size)
    return count > 0 ? { status: 206, range: { first: size - count, last: size - 1 } } : { status: 416 }
  }
  if (to !== '' && Number(to) < Number(from)) return { status: 200 }
  if (Number(from) >= size) return { status: 416 }
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return { status: 206, range: { first: Number(from), last } }
}
