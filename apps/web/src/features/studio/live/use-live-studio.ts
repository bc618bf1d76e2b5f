import type { MediaJob, StudioContent, Upload } from '@better-and-bliss/sdk'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { followStudio } from './follow-studio.ts'
import { LIVE_KEYS } from './live-keys.ts'

/** Keeps all that pages of the studio show of uploads, conversions and items as it is now. One for each page. */
export function useLiveStudio(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      followStudio({
        onAnew: () => {
          for (const queryKey of Object.values(LIVE_KEYS)) void queries.invalidateQueries({ queryKey })
        },
        onJob: (job) => takeJob(queries, job),
        onUpload: (upload) => takeUpload(queries, upload),
      }),
    [queries],
  )
}

interface Jobs {
  jobs: MediaJob[]
}

function takeJob(queries: QueryClient, job: MediaJob): void {
  let isKnown = false
  queries.setQueriesData<Jobs>({ queryKey: LIVE_KEYS.jobs }, (page) => {
    const before = page?.jobs.find(({ id }) => id === job.id)
    if (!page || !before) return page
    isKnown ||= before.state === job.state
    return { ...page, jobs: page.jobs.map((one) => (one.id === job.id ? job : one)) }
  })
  queries.setQueryData<StudioContent>([...LIVE_KEYS.item, job.content_id], (item) => {
    const before = item?.jobs.find(({ id }) => id === job.id)
    if (!item || !before) return item
    return { ...item, jobs: item.jobs.map((one) => (one.id === job.id ? { ...one, ...job } : one)) }
  })
  // Its place in lists, and what else an item says, change with its state.
  if (isKnown) return
  void queries.invalidateQueries({ queryKey: LIVE_KEYS.jobs })
  void queries.invalidateQueries({ queryKey: LIVE_KEYS.items })
  void queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, job.content_id] })
}

interface Uploads {
  uploads: Upload[]
}

function takeUpload(queries: QueryClient, upload: Upload): void {
  let isAsKnown = false
  queries.setQueriesData<Uploads>({ queryKey: LIVE_KEYS.uploads }, (page) => {
    if (!page) return page
    const known = page.uploads.find(({ id }) => id === upload.id)
    isAsKnown ||= known?.state === upload.state
    const uploads = known ? page.uploads.map((one) => (one.id === upload.id ? upload : one)) : [upload, ...page.uploads]
    return { ...page, uploads }
  })
  // How much somebody has uploaded changes with it.
  if (!isAsKnown) void queries.invalidateQueries({ queryKey: LIVE_KEYS.uploads })
  if (upload.state === 'taken_up') {
    void queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, upload.content_id] })
    void queries.invalidateQueries({ queryKey: LIVE_KEYS.jobs })
  }
}
