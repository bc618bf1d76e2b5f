import { s3Store } from '@better-and-bliss/object-store/s3'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { segmentFile } from '@better-and-bliss/stream-token'

/** A bucket of playlists, what a function is told of it, and what lets it in. */
export async function openPlaylistBucket() {
  const s3 = await s3Counterpart()
  const { credentials, ...bucket } = s3.makeBucket()
  const store = s3Store({ ...bucket, credentials, workFolder: '/tmp' })
  return {
    bucket,
    env: { AWS_ACCESS_KEY_ID: credentials.keyId, AWS_SECRET_ACCESS_KEY: credentials.secretKey },
    put: (key: string, text: string) => store.put(key, Buffer.from(text)),
    [Symbol.asyncDispose]: () => s3[Symbol.asyncDispose](),
  }
}

const SEGMENT_SECONDS = 6

/** The 1080p playlist of a title of so many hours. */
export function playlistOf(hours: number): string {
  const count = Math.floor((hours * 3600) / SEGMENT_SECONDS)
  const segments = Array.from({ length: count }, (_, index) => `#EXTINF:6.000000,\n${segmentFile('1080p', index)}\n`)
  return `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n${segments.join('')}#EXT-X-ENDLIST\n`
}
