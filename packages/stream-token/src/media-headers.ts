const PLAYLIST = { contentType: 'application/vnd.apple.mpegurl', cacheControl: 'private, no-store' }
const SEGMENT = { contentType: 'video/mp2t', cacheControl: 'private, max-age=86400, immutable' }
const CAPTIONS = { ...SEGMENT, contentType: 'text/vtt; charset=utf-8' }
const JPEG = { contentType: 'image/jpeg', cacheControl: 'private, max-age=86400' }
const PNG = { ...JPEG, contentType: 'image/png' }

/**
 * What a media file is served as, by the ending of its name. Addresses change with every token, so that nothing a browser
 * keeps is stale for long; nobody may keep a playlist, which bears one.
 *
 * @throws TypeError for a name that is none of ours.
 */
export function mediaHeaders(file: string): { contentType: string; cacheControl: string } {
  if (file.endsWith('.m3u8')) return PLAYLIST
  if (file.endsWith('.ts')) return SEGMENT
  if (file.endsWith('.vtt')) return CAPTIONS
  if (file.endsWith('.jpg')) return JPEG
  if (file.endsWith('.png')) return PNG
  throw new TypeError(`Not a media file: ${file}`)
}
