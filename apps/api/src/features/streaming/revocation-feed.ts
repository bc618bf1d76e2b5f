import { TIER_LIMITS } from '@better-and-bliss/membership'
import type { EndedStream, Revocation, RevocationPage } from '@better-and-bliss/stream-token/revocation-feed'
import { effectiveTier } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import { type RevocationRow, selectRevocations } from './revocation-queries.ts'

export interface RevocationFeed {
  /** What was ended since a cursor of an earlier page; from the beginning without one. */
  page(since: string | undefined): Promise<RevocationPage>
}

/** The longest lives of tokens, in seconds. */
export interface TokenLives {
  videoUrlSeconds: number
  audioUrlSeconds: number
  pictureUrlSeconds: number
}

/** Few enough that a page is made, sent and read in milliseconds. */
const PAGE_SIZE = 500
const FIRST_SEQ = '0'
/** Clocks of the database, the API and the edges may differ by minutes before a fact leaves too early. */
const CLOCK_SKEW_SECONDS = 600
/** As long as an item has a list of countries, its fact says so. */
const FOR_EVER_SECONDS = 9_999_999_999

export function revocationFeed({ db, lives }: { db: Database; lives: TokenLives }): RevocationFeed {
  return {
    page: async (since) => {
      const asked = parseCursor(since)
      const { rows, origin, oldestRunningXid } = await selectRevocations(db, asked, PAGE_SIZE)
      const last = rows.at(-1)
      const more = rows.length === PAGE_SIZE
      const isFirstPage = asked.origin !== origin || (asked.xid === asked.startXid && asked.seq === FIRST_SEQ)
      // Rows that are committed while pages are read have no older transaction than the first page's oldest one.
      const nextXid = isFirstPage ? oldestRunningXid : asked.startXid
      return {
        revocations: rows.map((row) => toRevocation(row, lives)),
        cursor: `${origin}-${more && last ? `${nextXid}.${last.xid}.${last.seq}` : nextXid}`,
        more,
      }
    },
  }
}

function parseCursor(cursor = '0') {
  const [places = '', origin = ''] = cursor.split('-').reverse()
  const [startXid = '0', xid = startXid, seq = FIRST_SEQ] = places.split('.')
  return { origin, startXid, xid, seq }
}

/** How long after its change a fact may refuse a living token, in seconds. */
export function revocationLifeSeconds(kind: Revocation['kind'], lives: TokenLives): number {
  const { videoUrlSeconds, audioUrlSeconds, pictureUrlSeconds } = lives
  const longest = Math.max(videoUrlSeconds, audioUrlSeconds)
  // Picture tokens end on the full hour.
  return CLOCK_SKEW_SECONDS + (kind === 'item' ? Math.max(longest, pictureUrlSeconds + 3_600) : longest)
}

function toRevocation(row: RevocationRow, lives: TokenLives): Revocation {
  const until = secondsOf(row.changed_at) + revocationLifeSeconds(row.kind, lives)
  switch (row.kind) {
    case 'member': {
      const max_height = TIER_LIMITS[effectiveTier(row)].maxHeight
      // A token without a session may be cut from one that the member's tier no longer covers.
      const streams = row.streams.filter((stream) => stream.max_height > max_height).map(toEndedStream)
      return { kind: 'member', id: row.subject, ended: row.ended, max_height, streams, until }
    }
    case 'sign_in':
    case 'stream': {
      const streams = row.streams.map(toEndedStream)
      return { kind: row.kind, id: row.subject, member_id: row.member_sub, streams, until }
    }
    case 'item': {
      const { videoUrlSeconds, audioUrlSeconds } = lives
      const lifeSeconds = row.content_type === 'video' ? videoUrlSeconds : audioUrlSeconds
      return {
        kind: 'item',
        id: row.subject,
        ended: row.ended,
        // A token's cap is its owner's tier, as it was when the token was signed.
        min_height: row.tier === 'free' ? 0 : TIER_LIMITS[row.tier].maxHeight,
        sessionless_through_e: row.raised_at ? secondsOf(row.raised_at) + lifeSeconds : 0,
        countries: row.countries,
        until: row.countries === '' ? until : FOR_EVER_SECONDS,
      }
    }
  }
}

function toEndedStream({ session_id, content_id, first_e, last_e, except }: EndedStream): EndedStream {
  return { session_id, content_id, first_e, last_e, ...(except && { except }) }
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
