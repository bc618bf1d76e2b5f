import type { Downloads } from '@better-and-bliss/sdk'
import { ApiError } from '../../api/answer.ts'
import type { DownloadsApi } from './api.ts'
import { type BrowserDownloads, termOf } from './downloads.ts'
import type { Download } from './kept/download.ts'
import { leaseClock } from './kept/lease-clock.ts'

/** A lease is moved on when a week of it is over. */
const RENEW_BELOW_MS = 23 * 86_400_000
/** Clocks are put right by so much all the time. */
const TOLERANCE_MS = 3_600_000

interface Parts {
  downloads: Pick<BrowserDownloads, 'current' | 'load' | 'forget' | 'change' | 'resumeAll'>
  api: Pick<DownloadsApi, 'list' | 'take' | 'remove'>
  clockMs: () => number
}

/**
 * Holds what this browser keeps against what the API says: what is somebody else's, or was withdrawn, is deleted; leases are
 * moved on; what was cut goes on. Where the API is out of reach, all stays as it is.
 *
 * @param memberId who is signed in; null for nobody, who keeps nothing.
 */
export async function keepUp(memberId: string | null, { downloads, api, clockMs }: Parts): Promise<void> {
  await downloads.load()
  const kept = downloads.current().downloads ?? []
  for (const { id, memberId: owner } of kept) if (owner !== memberId) await downloads.forget(id)
  const own = kept.filter((download) => download.memberId === memberId)
  if (memberId === null) return
  const known = await listed(api)
  if (known === 'out of reach') return
  const remaining: Download[] = []
  for (const download of own) {
    const lease = known === 'refused' ? undefined : known.downloads.find(({ id }) => id === download.id)
    if (lease && lease.withdrawn === null) remaining.push(download)
    else {
      await downloads.forget(download.id)
      if (lease) await quietly(api.remove(download.id))
    }
  }
  for (const download of remaining) await moveOn(download)
  if (known !== 'refused') await giveUpLost(known, own)
  downloads.resumeAll()

  async function moveOn(download: Download): Promise<void> {
    const { key, expiresAtMs, lastSeenMs } = download
    const nowMs = leaseClock({ lastSeenMs, clockMs, monotonicMs: () => 0 }).nowMs()
    // A clock that was ahead once would hold the term until then: an answer of the API begins it anew, by the clock as it is.
    const wasAhead = lastSeenMs > clockMs() + TOLERANCE_MS
    if (key && !wasAhead && expiresAtMs - nowMs > RENEW_BELOW_MS) return
    try {
      const lease = await api.take(download.item.id)
      if (lease.id === download.id) await downloads.change(download.id, await termOf(lease, clockMs()))
      else await downloads.forget(download.id)
    } catch (error) {
      if (isEnd(error)) await downloads.forget(download.id)
    }
  }

  /** What this browser has lost, or removed without a network, takes a place for nothing. */
  async function giveUpLost({ downloads: leases }: Downloads, before: readonly Download[]): Promise<void> {
    for (const { id, is_here } of leases)
      if (is_here && !before.some((download) => download.id === id)) await quietly(api.remove(id))
  }
}

/** `refused`: the member is suspended. */
async function listed(api: Pick<DownloadsApi, 'list'>): Promise<Downloads | 'refused' | 'out of reach'> {
  try {
    return await api.list()
  } catch (error) {
    return error instanceof ApiError && error.code === 'account_suspended' ? 'refused' : 'out of reach'
  }
}

/** In another country the lease that there is goes on to its end. */
function isEnd(error: unknown): boolean {
  return error instanceof ApiError && ['upgrade_required', 'not_found', 'download_limit'].includes(error.code)
}

async function quietly(asked: Promise<unknown>): Promise<void> {
  await asked.catch(() => {})
}
