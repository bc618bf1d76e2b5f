import { TIER_LIMITS } from '@better-and-bliss/membership'
import {
  AUDIO_RUNG,
  MASTER_PLAYLIST,
  mediaKey,
  playlistFile,
  storyboardFile,
  VIDEO_HEIGHTS,
  type VideoHeight,
  type VideoRung,
  videoRung,
} from '@better-and-bliss/stream-token'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canAccess, effectiveTier, type Member, upgradeMessage } from '../../access/member.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problemSchema, problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { userAgentOf } from '../../http/user-agent.ts'
import type { AudioLanguage, Storyboard } from '../../ports/transcoder.ts'
import { assertMayPlay } from './geo.ts'
import type { StreamingParts } from './parts.ts'
import type { Playable } from './playable.ts'
import { type RunningStreams, runningStreamsFields, toRunningStreams } from './running-streams.ts'
import { HEARTBEAT_SECONDS } from './sessions.ts'

const address = z.url().optional()

const storyboardSchema = z
  .object({
    sheets: z.array(z.url()).describe('Signed JPEGs, each full of tiles but perhaps the last'),
    columns: z.int().describe('Tiles beside each other'),
    rows: z.int().describe('Tiles below each other'),
    tile_width: z.int().describe('Pixels'),
    tile_height: z.int().describe('Pixels'),
    interval_seconds: z
      .number()
      .describe('Tile n, counted row by row over all sheets, shows second n * interval_seconds'),
  })
  .meta({ id: 'Storyboard', description: 'Small pictures of the film for the seek bar' })

const audioTrackSchema = z
  .object({
    language: z.string(),
    label: z.string(),
    url: z.url().describe('Playlist of the sound alone'),
  })
  .meta({
    id: 'AudioTrack',
    description: 'A sound of the item, to be heard without the picture',
    example: {
      language: 'fr',
      label: 'Français',
      url: 'https://edge.example.com/hls/5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b/audio-fr.m3u8?e=1699123456&md5=9e107d9d372bb6826bd81d3542a419d6&uid=0b8a5c1e-3d2f-4a6b-8c7d-9e0f1a2b3c4d',
    },
  })

const streamSchema = z
  .object({
    hls_master: z.url().describe('All renditions that the subscription allows'),
    ...(Object.fromEntries(VIDEO_HEIGHTS.map((height) => [fieldOf(height), address])) as Record<Field, typeof address>),
    hls_audio: address.describe('Sound only, in the default language'),
    hls_audio_tracks: z
      .array(audioTrackSchema)
      .optional()
      .describe('Sound only, in every language, the default first; absent where there is no choice'),
    thumbnail: z.url().nullable(),
    poster: z.url().nullable(),
    storyboard: storyboardSchema.nullable().describe('Of a film; null of a sound'),
    expires_at: z.int().describe('Unix seconds; equals `e` in the addresses'),
    max_quality: z.string(),
    stream_session: z.object({ id: z.guid(), heartbeat_seconds: z.int() }),
  })
  .meta({ id: 'Stream' })

const limitSchema = problemSchema.extend(z.object(runningStreamsFields).partial().shape).meta({
  id: 'StreamLimitProblem',
  description: 'As many streams run as the subscription allows, or too many requests',
})

/** Rungs are fields, named as their files are: `hls_720p`. */
type Field = `hls_${VideoRung}`

function fieldOf(height: VideoHeight): Field {
  return `hls_${videoRung(height)}`
}

export function stream(app: App, parts: StreamingParts): void {
  const { guard } = parts
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/content/:content_id/stream',
    schema: {
      operationId: 'getStream',
      tags: ['streaming'],
      summary: 'Get secure streaming URLs',
      description:
        'Addresses that are signed for this member, this item and this player, capped by the subscription. ' +
        'Ask again with `session_id` before they expire, or when the page was loaded again, to go on in the same stream: ' +
        'it keeps its place. 429 with `code: stream_limit` and the streams that run where the subscription allows no more: ' +
        'ask again with `take_over` to end one of them and start in the same step.',
      params: z.object({ content_id: z.guid() }),
      querystring: z.object({ session_id: z.guid().optional(), take_over: z.guid().optional() }),
      response: { 200: streamSchema, 429: limitSchema, ...problems(400, 401, 403, 404, 409, 422, 503) },
    },
    early: (request, sent, member) =>
      begin(parts, { request, ...sent, member }).then((stream) => Buffer.from(JSON.stringify(stream))),
    handler: (request, member) => {
      const { params, query } = request
      return begin(parts, { request, params, query, member })
    },
  })
}

interface Asked {
  request: FastifyRequest
  params: { content_id: string }
  query: { session_id?: string | undefined; take_over?: string | undefined }
  member: Member
}

async function begin(parts: StreamingParts, { request, params, query, member }: Asked) {
  const { findItem, sessions, geo, settings } = parts
  const item = findItem(params.content_id.toLowerCase())
  if (!item) throw new AppError('not_found', 'Content not found')
  assertMayPlay(geo, item, request.raw)
  if (!canAccess(member, item.accessTier)) throw new AppError('upgrade_required', upgradeMessage(item.accessTier))
  if (!item.isHlsReady && !item.isAudioHlsReady) {
    throw new AppError('not_ready', 'This content is still being prepared. Try again in a minute.')
  }
  const { maxHeight } = TIER_LIMITS[effectiveTier(member)]
  const lifeSeconds = item.contentType === 'video' ? settings.videoUrlSeconds : settings.audioUrlSeconds
  const opened = await sessions.open({
    member,
    contentId: item.id,
    maxHeight,
    lifeSeconds,
    userAgent: userAgentOf(request),
    renews: query.session_id?.toLowerCase(),
    takesOver: query.take_over?.toLowerCase(),
  })
  if (!opened) throw streamLimit(toRunningStreams(await sessions.running(member), member))
  const { id: sessionId, expiresAtSeconds } = opened
  return answer(parts, item, { userId: member.sub, sessionId, maxHeight, expiresAtSeconds })
}

function streamLimit(running: RunningStreams): AppError {
  const { max_streams } = running
  const where = max_streams === 1 ? 'on one device' : `on ${max_streams} devices`
  const message = `Your subscription plays ${where} at the same time. End a stream that runs, or take it over.`
  return new AppError('stream_limit', message, { members: { ...running } })
}

interface TokenClaims {
  userId: string
  sessionId: string
  maxHeight: VideoHeight
  expiresAtSeconds: number
}

function answer({ keys, settings }: StreamingParts, item: Playable, claims: TokenClaims): z.infer<typeof streamSchema> {
  const query = signStreamToken({ ...claims, contentId: item.id }, keys)
  const sign = (key: string) => `${settings.edgeUrl}/${key}?${query}`
  const signFile = (file: string) => sign(mediaKey(item.id, file))
  return {
    hls_master: signFile(MASTER_PLAYLIST),
    ...Object.fromEntries(
      heightsUpTo(claims.maxHeight, item).map((height) => [fieldOf(height), signFile(playlistFile(videoRung(height)))]),
    ),
    ...(item.isAudioHlsReady && { hls_audio: signFile(playlistFile(AUDIO_RUNG)) }),
    ...audioTracksOf(item, signFile),
    thumbnail: item.thumbnailKey && sign(item.thumbnailKey),
    poster: item.posterKey && sign(item.posterKey),
    storyboard: item.storyboard && storyboardOf(item.storyboard, signFile),
    expires_at: claims.expiresAtSeconds,
    max_quality: videoRung(claims.maxHeight),
    stream_session: { id: claims.sessionId, heartbeat_seconds: HEARTBEAT_SECONDS },
  }
}

/** Nothing where a playlist is not there, or its name not known. */
function audioTracksOf(
  { isAudioHlsReady, audioLanguages }: Playable,
  signFile: (file: string) => string,
): Pick<z.infer<typeof streamSchema>, 'hls_audio_tracks'> {
  const isNamed = (track: AudioLanguage): track is Required<AudioLanguage> => track.name !== undefined
  if (!isAudioHlsReady || audioLanguages.length < 2 || !audioLanguages.every(isNamed)) return {}
  const tracks = audioLanguages.map(({ language, label, name }) => ({
    ...{ language, label, url: signFile(playlistFile(name)) },
  }))
  return { hls_audio_tracks: tracks }
}

function storyboardOf(storyboard: Storyboard, signFile: (file: string) => string): z.infer<typeof storyboardSchema> {
  const { columns, rows } = storyboard
  return {
    sheets: Array.from({ length: storyboard.sheets }, (_, index) => signFile(storyboardFile(index))),
    columns,
    rows,
    tile_width: storyboard.tileWidth,
    tile_height: storyboard.tileHeight,
    interval_seconds: storyboard.intervalSeconds,
  }
}

/** An item that was converted elsewhere has no rendition rows; it has the whole ladder then. */
function heightsUpTo(maxHeight: number, { contentType, heights }: Playable): VideoHeight[] {
  if (contentType === 'audio') return []
  return (heights.length > 0 ? heights : [...VIDEO_HEIGHTS]).filter((height) => height <= maxHeight)
}
