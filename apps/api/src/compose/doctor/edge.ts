import { randomBytes, randomUUID } from 'node:crypto'
import type { ApiSettings } from '@better-and-bliss/settings'
import { MASTER_PLAYLIST, mediaKey, NIL_UUID, PICTURE_FILES } from '@better-and-bliss/stream-token'
import { signPictureToken } from '@better-and-bliss/stream-token/node'
import { advice, wrong } from '../../ports/finding.ts'
import { get, reached } from './addresses.ts'
import { ofCertificate } from './certificate.ts'
import { type Check, fits, type Outcome } from './check.ts'

type EdgeParts = Pick<ApiSettings, 'edgeUrl' | 'streamKeys' | 'checkTokens'> & { nowMs: () => number }

const LIFE_SECONDS = 60

/** The edge, as players find it: it has to refuse what has no token, and to know our signature. */
export function edgeCheck({ edgeUrl, streamKeys, checkTokens, nowMs }: EdgeParts): Check {
  return {
    subject: 'Media edge',
    look: () =>
      reached(edgeUrl, 'EDGE_URL or CLOUDFRONT_DOMAIN', async (url) => {
        const outcomes = url.protocol === 'https:' ? [await ofCertificate(url, nowMs)] : []
        const contentId = randomUUID()
        const unsigned = await get(new URL(mediaKey(contentId, MASTER_PLAYLIST), url))
        if (!checkTokens) return [...outcomes, ofOpen(unsigned.status)]
        const pictureBy = (keys: { current: string }) =>
          get(new URL(`${mediaKey(contentId, PICTURE_FILES.thumbnail)}?${tokenFor(contentId, keys, nowMs)}`, url))
        const forged = await pictureBy({ current: randomBytes(32).toString('base64url') })
        const signed = await pictureBy(streamKeys.reveal())
        return [...outcomes, ofRefusals({ unsigned: unsigned.status, forged: forged.status }), ofOurs(signed)]
      }),
  }
}

function tokenFor(contentId: string, keys: { current: string }, nowMs: () => number): string {
  const expiresAtSeconds = Math.floor(nowMs() / 1000) + LIFE_SECONDS
  return signPictureToken({ contentId, userId: NIL_UUID, expiresAtSeconds }, keys)
}

function ofOpen(status: number): Outcome {
  const says = `All media are open to everybody (${status} without a token): ENABLE_STREAMING_TOKEN_VALIDATION is false.`
  return advice(says, 'Set it to true where strangers come. Production demands it.')
}

function ofRefusals({ unsigned, forged }: { unsigned: number; forged: number }): Outcome {
  if (unsigned === 403 && forged === 403) return fits('It refuses what has no token, and what somebody else signed.')
  const says = `It does not refuse what it should (without a token ${unsigned}, with a forged one ${forged}, instead of 403): media may be open to everybody.`
  const remedy = "Let EDGE_URL lead to the edge, or put the function on CloudFront's behaviours (docs/cloudfront.md)."
  return wrong(says, remedy)
}

/** Of a picture that is not there. */
function ofOurs({ status, text }: { status: number; text: string }): Outcome {
  if (status === 404) return fits('It knows our signature.')
  if (status === 403 && text.includes('token'))
    return wrong('It does not know our signature: nothing plays.', 'Give API and edge the same STREAMING_SECRET_KEY.')
  const says = `It answers ${status} to what we signed, for a picture that is not there; 404 was expected.`
  return advice(
    says,
    'A bucket says 404 with s3:ListBucket alone (docs/cloudfront.md); else look whether something plays.',
  )
}
