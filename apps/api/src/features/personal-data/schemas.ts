import { z } from 'zod'
import type { ExportRow } from './queries.ts'

export const exportSchema = z
  .object({
    status: z.enum(['none', 'preparing', 'ready', 'downloaded', 'expired', 'failed']),
    requested_at: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime().nullable().describe('Until when the file can be fetched; null while there is none'),
    size_bytes: z.int().nullable(),
    download_url: z
      .string()
      .nullable()
      .describe('For one download by the member; null where there is nothing to fetch'),
  })
  .meta({ id: 'DataExport' })

export function toExport(
  row: ExportRow | undefined,
  { backendUrl, nowMs }: { backendUrl: string; nowMs: number },
): z.infer<typeof exportSchema> {
  const nothing = { requested_at: null, expires_at: null, size_bytes: null, download_url: null }
  if (!row) return { status: 'none', ...nothing }
  const status = statusOf(row, nowMs)
  const requested_at = row.requested_at.toISOString()
  if (status !== 'ready') return { ...nothing, status, requested_at }
  return {
    status,
    requested_at,
    expires_at: row.expires_at?.toISOString() ?? null,
    size_bytes: row.size_bytes,
    download_url: `${backendUrl}/auth/export/${row.id}/file`,
  }
}

function statusOf({ state, expires_at }: ExportRow, nowMs: number): z.infer<typeof exportSchema>['status'] {
  if (state === 'queued') return 'preparing'
  if (state === 'failed' || state === 'downloaded') return state
  return expires_at && expires_at.getTime() > nowMs ? 'ready' : 'expired'
}
