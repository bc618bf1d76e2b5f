import { Readable } from 'node:stream'
import { mediaHeaders, mediaKey, parseMediaPath } from '@better-and-bliss/stream-token'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Member } from '../../../access/member.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noContent } from './answers.ts'
import { selectContent } from './content-queries.ts'
import { CONTENT_MEDIA_URL } from './item-pictures.ts'
import { scopeOf } from './rights.ts'
import { contentParams } from './schemas.ts'

const LONGEST_NAME = 64
const nameSchema = boundedText(LONGEST_NAME)
const binary = { schema: z.string().meta({ format: 'binary' }) }
const answers = {
  200: {
    content: {
      ...{ 'application/vnd.apple.mpegurl': binary, 'video/mp2t': binary, 'text/vtt': binary },
      ...{ 'image/jpeg': binary, 'image/png': binary },
    },
  },
  ...problems(400, 401, 403, 404, 503),
}
const DESCRIPTION =
  'For whoever sees the preview, whatever the status of the item. Each file is asked for with the session of the studio: no ' +
  'address of it opens anything for others, none is a view, and none takes a place of the subscription.'

/** The media of an item for the studio alone, by the same names as at the edge. */
export function playMedia(app: App, parts: StudioRouteParts): void {
  const { guard } = parts
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: `${CONTENT_MEDIA_URL}/:name`,
    unlimited: true,
    schema: {
      operationId: 'getContentMedia',
      tags: ['studio'],
      summary: 'Play an item in the studio',
      description: DESCRIPTION,
      params: contentParams.extend({
        name: nameSchema.meta({
          description: 'A playlist, of which `master.m3u8` names all, or a picture',
          example: 'master.m3u8',
        }),
      }),
      response: answers,
    },
    handler: async ({ params: { id, name: file } }, member, reply) => sendMedia(parts, { id, file, member }, reply),
  })
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: `${CONTENT_MEDIA_URL}/:name/:segment`,
    unlimited: true,
    schema: {
      operationId: 'getContentMediaSegment',
      tags: ['studio'],
      summary: 'A segment of an item that is played in the studio',
      description: DESCRIPTION,
      params: contentParams.extend({
        name: nameSchema.meta({ description: 'What it is a part of', example: '720p' }),
        segment: nameSchema.meta({ description: 'Its name, as the playlist says it', example: 'segment0000.ts' }),
      }),
      response: answers,
    },
    handler: async ({ params: { id, name, segment } }, member, reply) =>
      sendMedia(parts, { id, file: `${name}/${segment}`, member }, reply),
  })
}

async function sendMedia(
  { db, store }: StudioRouteParts,
  { id, file, member }: { id: string; file: string; member: Member },
  reply: Pick<FastifyReply, 'type' | 'header'>,
): Promise<Readable> {
  if (!(await selectContent(db, id, scopeOf(member)))) throw noContent()
  const path = parseMediaPath(`/${mediaKey(id, file)}`)
  const object = path && (await store.open(path.key))
  if (!object) throw new AppError('not_found', 'The item has no such file.')
  reply.type(mediaHeaders(file).contentType)
  reply.header('content-length', object.size)
  reply.header('cache-control', 'private, no-store')
  return Readable.from(object.stream())
}
