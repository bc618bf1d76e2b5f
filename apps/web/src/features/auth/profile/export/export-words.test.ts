import type { DataExport } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { exportWords } from './export-words.ts'

const NOTHING: DataExport = {
  status: 'none',
  ...{ requested_at: null, expires_at: null, size_bytes: null, download_url: null },
}

test('a copy that is ready says how large it is, until when it waits, and that it is for one download', () => {
  const words = (size_bytes: number | null) =>
    exportWords({ ...NOTHING, status: 'ready', size_bytes, expires_at: '2026-11-20T12:00:00Z' })
  expect(words(120)).toMatch(
    /^Your copy is ready: 1 kB\. It waits until Friday, November 20 at .*, for one download\.$/,
  )
  expect(words(339_600)).toContain('340 kB')
  expect(words(2_440_000)).toContain('2.4 MB')
  expect(words(null)).toMatch(/^Your copy is ready\. It waits/)
})

test('who has no copy to fetch is told why, and what to do', () => {
  const words = (status: DataExport['status']) => exportWords({ ...NOTHING, status })
  expect(words('none')).toBe('')
  expect(words('preparing')).toContain('We mail you')
  expect(words('downloaded')).toContain('Your last copy was fetched.')
  expect([words('expired'), words('failed')].every((text) => text.endsWith('Ask for it again.'))).toBe(true)
})
