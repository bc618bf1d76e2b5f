import { v4 as newId } from 'uuid'
import { useTelling } from '../../meditation/unsent/use-telling.ts'
import { useNowPlaying } from '../../streaming/now-playing/use-now-playing.ts'
import { browserDownloads, readChunk } from '../browser-downloads.ts'
import type { Download } from '../kept/download.ts'
import { hearDownload } from './hear.ts'
import { playDownload } from './play-download.ts'

/** Plays a download in the app's player, from where the member stopped. */
export function usePlayDownload(memberId: string): (download: Download) => void {
  const { start } = useNowPlaying()
  const { tell } = useTelling(memberId)
  const { change } = browserDownloads
  return (download) => {
    const { id, item } = download
    start({
      ...{ item, from: 'resume', source: 'other' },
      download: {
        memberId,
        source: playDownload(download, { readChunk, change }),
        follow: (media) => hearDownload({ media, contentId: item.id, newId, tell, nowMs: Date.now }),
        position: {
          known: download.position,
          onStored: ({ position_seconds, sequence, under_way }) =>
            void change(id, { position: { position_seconds, sequence, under_way } }),
        },
      },
    })
  }
}
