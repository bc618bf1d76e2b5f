import { readWorkerSettings } from '@better-and-bliss/settings'
import { parseMediaPath } from '@better-and-bliss/stream-token'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openMediaConvert } from '../adapters/aws/mediaconvert/testing/open-mediaconvert.ts'
import { mediaLab } from '../adapters/local/ffmpeg/testing/media-lab.ts'
import { addContent } from '../features/studio/content/add-content.ts'
import { startTranscode } from '../features/studio/jobs/start-transcode.ts'
import { transcodeEvents } from '../features/studio/jobs/transcode-events.ts'
import { watchMediaJob } from '../features/studio/jobs/watch-job.ts'
import { problemsOfHls } from '../hls/testing/strict-hls.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { composeStudio } from './studio.ts'

test('by variables alone a file goes to MediaConvert, and is published with playlists that an edge serves', async () => {
  await using stack = new AsyncDisposableStack()
  const lab = await mediaLab()
  stack.defer(() => lab.dispose())
  const database = await freshDatabase()
  stack.defer(() => database.drop())
  const { access, s3Endpoint, service, store } = stack.use(await openMediaConvert(lab.ffmpegPath))
  const settings = readWorkerSettings({
    variables: {
      ...TEST_KEYS,
      DATABASE_URL: database.url,
      DATA_DIR: lab.folder,
      FFMPEG_PATH: lab.ffmpegPath,
      ...{ VIDEO_BUCKET_NAME: access.bucket, AWS_DEFAULT_REGION: access.region, AWS_ENDPOINT_URL_S3: s3Endpoint },
      ...{ AWS_ACCESS_KEY_ID: access.credentials.keyId, AWS_SECRET_ACCESS_KEY: access.credentials.secretKey },
      ...{ MEDIACONVERT_ENDPOINT: access.endpoint, MEDIACONVERT_ROLE: access.role },
      ...{ MEDIACONVERT_QUEUE: access.queue, MEDIACONVERT_EVENTS_QUEUE_URL: access.eventsQueueUrl },
    },
    resolvePath: (path) => path,
  })
  const log = pino({ level: 'silent' })
  const studio = stack.use(await composeStudio({ settings, log, stopping: new AbortController().signal }))
  stack.use(await studio.transcoder.listen(transcodeEvents({ ...studio, log })))
  await studio.queue.work('transcode', startTranscode({ ...studio, log }))

  const film = await lab.make(
    'film.mp4',
    '-f lavfi -i testsrc2=s=640x480:r=10:d=2 -f lavfi -i sine=d=2 -c:v libx264 -c:a aac',
  )
  const input = { file: film, title: 'Stille', category: 'Atem', tier: 'free' as const }
  const { contentId, mediaJobId } = await addContent(studio, input)
  const seen: number[] = []
  const { state, failure } = await watchMediaJob(studio, mediaJobId, ({ progress }) => seen.push(progress))

  expect([state, failure]).toEqual(['completed', null])
  expect(seen.at(-1)).toBe(1)
  expect(service.jobs).toHaveLength(1)
  const [row] = await studio.db.query('', 'select * from content where id = $1', [contentId])
  expect(row).toMatchObject({
    ...{ status: 'published', hls_conversion_status: 'completed', is_hls_ready: true, is_audio_hls_ready: true },
    ...{ hls_playlist_url: `hls/${contentId}/master.m3u8`, s3_key_poster: `hls/${contentId}/poster.jpg` },
  })
  const names = await studio.db.query('', 'select name from renditions where content_id = $1 order by name', [
    contentId,
  ])
  expect(names).toEqual([{ name: '360p' }, { name: '480p' }, { name: 'audio' }])
  expect(await problemsOfHls(store, contentId)).toEqual([])
  const { keys } = await store.list(`hls/${contentId}/`)
  const hidden = keys.filter((key) => parseMediaPath(`/${key}`) === null).map((key) => key.split('/').at(-1))
  expect(hidden.filter((name) => !/^(?:media.*\.(?:m3u8|jpg)|prepared\.json)$/.test(name ?? ''))).toEqual([])
})
