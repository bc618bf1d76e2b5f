import { randomBytes } from 'node:crypto'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { scripted } from '../jobs/testing/scripted-transcoder.ts'
import { takeUpload } from './take-upload.ts'
import { tusClient } from './testing/tus-client.ts'
import { queueReceived } from './upload-queries.ts'

const MIB = 2 ** 20

test('in a bucket, too, a file arrives in pieces, is joined to what was sent, and leaves nothing else; one that is given up leaves nothing', async () => {
  await using s3 = await s3Counterpart()
  const { bucket, region, endpoint, credentials } = s3.makeBucket()
  await using server = await testServer({
    ...{ VIDEO_BUCKET_NAME: bucket, S3_REGION: region, AWS_ENDPOINT_URL_S3: endpoint },
    ...{ AWS_ACCESS_KEY_ID: credentials.keyId, AWS_SECRET_ACCESS_KEY: credentials.secretKey },
  })
  const { db, clock } = server
  const { store } = server.parts.studio
  const contentId = await insertContent(db, { title: 'Rain', status: 'draft', isReady: false, hasPictures: false })
  const cookies = await signUpAs(server, 'free', 'admin')
  const { urlOf, append, offsetOf } = tusClient(server, { cookies, contentId: () => contentId })
  const film = randomBytes(9 * MIB + 5)

  const url = await urlOf({ length: film.length })
  const cuts = [0, 3 * MIB, 8 * MIB + 1, film.length]
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    expect((await offsetOf(url)).offset).toBe(from)
    expect((await append(url, from, film.subarray(from, cuts[index + 1]))).statusCode).toBe(204)
  }
  const [queued] = await queueReceived(db)
  const none = async () => {}
  const machine = { db, store, clock, random: systemRandom, log: pino({ level: 'silent' }), queue: { add: none } }
  const parts = { ...machine, creatorsPublish: true }
  const context = { signal: new AbortController().signal, attempt: 1, lastAttempt: false }
  await takeUpload({ ...parts, transcoder: scripted() })({ uploadId: queued?.id ?? '' }, context)
  const [key = '', ...others] = s3.keys(bucket)
  expect(others).toEqual([])
  expect(Buffer.from((await store.read(key)) ?? []).equals(film)).toBe(true)

  const given = await urlOf({ length: film.length })
  await append(given, 0, film.subarray(0, 9 * MIB))
  await server.request('DELETE', given, { cookies, headers: { 'tus-resumable': '1.0.0' } })
  expect(s3.keys(bucket)).toEqual([key])
})
