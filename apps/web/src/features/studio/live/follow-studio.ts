import { client, getMe, type MediaJob, type Upload } from '@better-and-bliss/sdk'
import { attemptWithBackOff } from '../../../api/back-off.ts'

export interface StudioEvents {
  /** Anything may have changed. */
  onAnew: () => void
  onJob: (job: MediaJob) => void
  onUpload: (upload: Upload) => void
}

/** Follows what happens in the studio, over cuts and renewed sign-ins. @returns what ends it. */
export function followStudio({ onAnew, onJob, onUpload }: StudioEvents): () => void {
  let source: EventSource | null = null
  let stopTrying: (() => void) | null = null

  function open(): void {
    source?.close()
    source = new EventSource(`${client.getConfig().baseUrl}/api/studio/events`, { withCredentials: true })
    source.addEventListener('anew', () => {
      stopTrying?.()
      stopTrying = null
      onAnew()
    })
    source.addEventListener('job', ({ data }) => onJob(JSON.parse(data) as MediaJob))
    source.addEventListener('upload', ({ data }) => onUpload(JSON.parse(data) as Upload))
    source.addEventListener('error', () => {
      // A browser tries again by itself unless the API has refused: the sign-in may need to be renewed.
      if (source?.readyState === EventSource.CLOSED) stopTrying ??= attemptWithBackOff(renewAndOpen)
    })
  }

  function renewAndOpen(): void {
    getMe().then(open, () => {})
  }

  open()
  return () => {
    stopTrying?.()
    source?.close()
  }
}
