import { group, required } from '../group.ts'
import { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

/** What stream tokens are signed with, and the key before, while tokens that it signed are still about. */
export const streamKeys = group(['STREAMING_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS'], (set) => streamKeysOf(set))

/** @param feature what needs them; without it the role cannot do without them. */
export function streamKeysOf(
  set: Pick<Values, 'STREAMING_SECRET_KEY' | 'STREAMING_SECRET_KEY_PREVIOUS'>,
  feature?: string,
): Secret<{ current: string; previous?: string }> {
  const current = required(set, ['STREAMING_SECRET_KEY'], feature).STREAMING_SECRET_KEY.reveal()
  const previous = set.STREAMING_SECRET_KEY_PREVIOUS?.reveal()
  return new Secret<{ current: string; previous?: string }>({ current, ...(previous !== undefined && { previous }) })
}

/** How long the addresses of media live. */
export const urlLives = group(
  ['VIDEO_URL_EXPIRY_MINUTES', 'AUDIO_URL_EXPIRY_MINUTES', 'THUMBNAIL_URL_EXPIRY_HOURS'],
  (set) => ({
    videoUrlSeconds: set.VIDEO_URL_EXPIRY_MINUTES * 60,
    audioUrlSeconds: set.AUDIO_URL_EXPIRY_MINUTES * 60,
    pictureUrlSeconds: set.THUMBNAIL_URL_EXPIRY_HOURS * 3600,
  }),
)

/** Whether the edge asks for a token. */
export const checkTokens = group(
  ['ENABLE_STREAMING_TOKEN_VALIDATION'],
  ({ ENABLE_STREAMING_TOKEN_VALIDATION }) => ENABLE_STREAMING_TOKEN_VALIDATION,
)

/** The edge's list of what was ended: where it is kept, and how old it may get before streams wait. */
export const revocations = group(['REVOCATIONS_MAX_AGE_SECONDS', 'DATA_DIR'], (set, machine) => ({
  path: machine.resolvePath(`${set.DATA_DIR}/edge/revocations.jsonl`),
  maxAgeSeconds: set.REVOCATIONS_MAX_AGE_SECONDS,
}))
