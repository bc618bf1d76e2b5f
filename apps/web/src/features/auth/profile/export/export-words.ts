import type { DataExport } from '@better-and-bliss/sdk'
import { momentWords } from '../../../../ui/words.ts'

/** How the member's copy stands; empty where none was ever asked for. */
export function exportWords({ status, expires_at, size_bytes }: DataExport): string {
  switch (status) {
    case 'none':
      return ''
    case 'preparing':
      return 'Your copy is being written, which takes minutes at the most. We mail you when it is ready; you may leave this page.'
    case 'ready':
      return [
        size_bytes === null ? 'Your copy is ready.' : `Your copy is ready: ${sizeWords(size_bytes)}.`,
        expires_at && `It waits until ${momentWords(expires_at)}, for one download.`,
      ]
        .filter(Boolean)
        .join(' ')
    case 'downloaded':
      return 'Your last copy was fetched. We keep none of it; ask for another whenever you like.'
    case 'expired':
      return 'Your last copy was not fetched in time, and is deleted. Ask for it again.'
    case 'failed':
      return 'Your copy could not be written. Ask for it again.'
  }
}

/** `340 kB`, `2.4 MB`. */
function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000))
  if (kilobytes < 1000) return `${kilobytes} kB`
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
}
