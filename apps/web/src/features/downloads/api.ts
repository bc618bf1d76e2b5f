import {
  type DownloadLease,
  type Downloads,
  deleteDownload,
  endStream,
  getPosition,
  getStream,
  listDownloads,
  type Stream,
  takeDownload,
  type WatchPosition,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../api/answer.ts'

/** What is asked of the API for downloads. */
export interface DownloadsApi {
  take(contentId: string): Promise<DownloadLease>
  list(): Promise<Downloads>
  remove(id: string): Promise<unknown>
  /** `sessionId`: of a stream to go on with. */
  openStream(contentId: string, sessionId?: string): Promise<Stream>
  endStream(sessionId: string): Promise<unknown>
  position(contentId: string): Promise<WatchPosition>
}

export const downloadsApi: DownloadsApi = {
  take: (contentId) => answerOf(takeDownload({ body: { content_id: contentId } })),
  list: () => answerOf(listDownloads()),
  remove: (id) => answerOf(deleteDownload({ path: { id } })),
  openStream: (contentId, sessionId) =>
    answerOf(getStream({ path: { content_id: contentId }, query: sessionId ? { session_id: sessionId } : {} })),
  endStream: (id) => answerOf(endStream({ path: { id }, keepalive: true })),
  position: (contentId) => answerOf(getPosition({ path: { content_id: contentId } })),
}
