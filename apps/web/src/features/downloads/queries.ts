import { queryOptions } from '@tanstack/react-query'
import { downloadsApi } from './api.ts'
import { keepDownloadsUp } from './browser-downloads.ts'

export const LEASES_KEY = ['downloads']

/** What all devices of a member keep; what this one keeps is held against it first. */
export function leasesQuery(memberId: string) {
  return queryOptions({
    queryKey: [...LEASES_KEY, memberId],
    queryFn: async () => {
      await keepDownloadsUp(memberId)
      return downloadsApi.list()
    },
    refetchOnWindowFocus: true,
  })
}
