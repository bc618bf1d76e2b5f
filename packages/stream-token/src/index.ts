export {
  allowedCountries,
  COUNTRIES_PATTERN,
  type Countries,
  countriesText,
  MOST_COUNTRIES,
  mayPlayIn,
} from './countries.ts'
export {
  AS_OF_KEY,
  longestLives,
  parseSettings,
  SETTINGS_KEY,
  type StoredSettings,
  settingsEntry,
} from './edge-store.ts'
export { EXPIRY_PATTERN, HEIGHTS, isUuid, NIL_UUID, UUID_PATTERN } from './grammar.ts'
export type { Digests, StreamKeys } from './keys.ts'
export {
  isTrackTag,
  MASTER_PLAYLIST,
  MEDIACONVERT_BASE,
  type MediaPath,
  mediaKey,
  PICTURE_FILES,
  parseMediaPath,
  playlistFile,
  type RenditionName,
  SEGMENT_PATTERNS,
  segmentFile,
  segmentTemplate,
  storyboardFile,
  type TrackName,
} from './media.ts'
export { mediaHeaders } from './media-headers.ts'
export { playlistTemplate, rewritePlaylist } from './playlist.ts'
export {
  countriesIn,
  furtherPages,
  type ItemFact,
  isItemClosed,
  isStreamEnded,
  itemEntry,
  itemEntryKey,
  type MemberFact,
  memberEntries,
  memberEntryKey,
  memberOf,
} from './revocation-entries.ts'
export { RevocationList } from './revocation-list.ts'
export {
  AUDIO_RUNG,
  type RungName,
  VIDEO_HEIGHTS,
  type VideoHeight,
  type VideoRung,
  videoRung,
} from './rungs.ts'
export { streamSessionId } from './session-id.ts'
export { streamTokens } from './tokens.ts'
export { type Grant, judgeGrant, openStreamToken, type Verdict } from './verify.ts'
