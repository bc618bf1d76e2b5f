import type { DataExport } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../../language/page-language.ts'
import { momentWords } from '../../../../ui/words.ts'
import { t } from '../../messages.ts'

/** How the member's copy stands; empty where none was ever asked for. */
export function exportWords({ status, expires_at, size_bytes }: DataExport): string {
  switch (status) {
    case 'none':
      return ''
    case 'preparing':
      return t('copyPreparing')
    case 'ready':
      return [
        size_bytes === null ? t('copyReady') : t('copyReadySize', { sizeBytes: sizeWords(size_bytes) }),
        expires_at && t('copyWaits', { expiresAt: momentWords(expires_at) }),
      ]
        .filter(Boolean)
        .join(' ')
    case 'downloaded':
      return t('copyFetched')
    case 'expired':
      return t('copyExpired')
    case 'failed':
      return t('copyFailed')
  }
}

/** `340 kB`, `2.4 MB`. */
function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000))
  if (kilobytes < 1000) return `${kilobytes} kB`
  return `${(bytes / 1e6).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 })} MB`
}
