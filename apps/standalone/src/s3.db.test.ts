import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { requestLogger } from '@better-and-bliss/api/database'
import { addContent, composeStudio, ffmpegOnPath, watchMediaJob } from '@better-and-bliss/api/studio'
import { freshDatabase, s3Counterpart } from '@better-and-bliss/api/testing'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { readStudioSettings } from '@better-and-bliss/settings'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { ENTRIES, environmentOf, type Role } from './roles.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const SECRETS = { streamingSecretKey: 's'.repeat(40), jwtSecretKey: 'j'.repeat(40) }
const run = promisify(execFile)

test('with a bucket a file goes there, waits while the bucket is away, is converted, and plays from there', async () => {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(await temporaryFolder())
  const s3 = stack.use(await s3Counterpart())
  const { bucket, region, endpoint, credentials } = s3.makeBucket()
  const { url } = stack.use(await freshDatabase())
  const [api, web, edge] = await freePorts(3)
  const variables = {
    PATH: process.env.PATH,
    ENVIRONMENT: 'test',
    DATA_DIR: join(folder.path, 'data'),
    API_PORT: `${api}`,
    WEB_PORT: `${web}`,
    EDGE_PORT: `${edge}`,
    VIDEO_BUCKET_NAME: bucket,
    S3_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: credentials.keyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretKey,
  }
  const config = readConfig({ variables, resolvePath: (path) => path })
  const start = async (role: Role) => {
    const env = environmentOf(role, config, SECRETS, url)
    stack.use(await started(fork(ENTRIES[role], { env, execArgv: [], silent: true })))
  }
  await start('api')
  const file = await film(folder.path)

  const ofStudio = environmentOf('worker', config, SECRETS, url)
  const settings = readStudioSettings({ variables: ofStudio, resolvePath: (path) => path })
  const log = requestLogger({ level: 'silent', role: 'content:add' })
  const studio = stack.use(await composeStudio({ settings, log, stopping: new AbortController().signal }))
  const item = { file, title: 'Rain', category: 'Sleep', tier: 'free' as const }
  const { contentId, mediaJobId } = await addContent(studio, item)
  expect(s3.keys(bucket)).toEqual([`sources/${contentId}/original.mp4`])

  s3.isAway = true
  const waits = Promise.withResolvers<string>()
  const completed = watchMediaJob(studio, mediaJobId, ({ state, failure }) => {
    if (state === 'queued' && failure) waits.resolve(failure)
  })
  await start('worker')
  expect(await waits.promise).toMatch(/^The bucket \S+ refuses access .* It is tried again by itself\.$/)
  s3.isAway = false
  expect(await completed).toMatchObject({ state: 'completed', failure: null })
  const keys = s3.keys(bucket)
  for (const name of ['master.m3u8', '360p.m3u8', '360p/segment0000.ts', 'audio.m3u8', 'poster.jpg']) {
    expect(keys).toContain(`hls/${contentId}/${name}`)
  }

  await start('edge')
  const master = await masterOf(config.backendUrl, contentId)
  expect(new URL(master).origin).toBe(config.edgeUrl)
  expect((await fetch(master.slice(0, master.indexOf('?')))).status).toBe(403)
  const played = await play(master.replace('localhost', '127.0.0.1'))
  for (const fact of ['Video: h264', 'Audio: aac', 'time=00:00:0']) expect(played).toContain(fact)
  const segment = await fetch(master.replace('master.m3u8', '360p/segment0000.ts'), {
    headers: { range: 'bytes=0-187' },
  })
  expect([segment.status, (await segment.bytes())[0]]).toEqual([206, 0x47])
})

async function started(child: ChildProcess): Promise<AsyncDisposable> {
  const printed = Promise.all([child.stdout, child.stderr].map((stream) => text(stream ?? Readable.from([]))))
  const exited = once(child, 'exit')
  const died = exited.then(async ([code]) => {
    throw new Error(`It ended with ${code}: ${(await printed).join('')}`)
  })
  died.catch(() => {})
  await Promise.race([once(child, 'message'), died])
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function film(folder: string): Promise<string> {
  const path = join(folder, 'rain.mp4')
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25']
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=48000']
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await run(await ffmpeg(), ['-v', 'error', ...picture, ...sound, '-t', '2', ...codecs, path])
  return path
}

/** The signed address that a new member gets. */
async function masterOf(apiUrl: string, contentId: string): Promise<string> {
  const body = JSON.stringify({ email: 'ada@example.org', password: 'QuietTides-9-green', full_name: 'Ada' })
  const headers = { 'content-type': 'application/json' }
  const registered = await fetch(`${apiUrl}/auth/register`, { method: 'POST', headers, body })
  const cookie = registered.headers.getSetCookie().map((set) => set.split(';', 1)[0])
  const stream = await fetch(`${apiUrl}/api/streaming/content/${contentId}/stream`, {
    headers: { cookie: cookie.join('; ') },
  })
  const answer = (await stream.json()) as { hls_master: string }
  return answer.hls_master
}

/** Reads everything that a master playlist leads to. @returns what ffmpeg says of it; @throws when it finds a fault. */
async function play(url: string): Promise<string> {
  const { stderr } = await run(await ffmpeg(), ['-xerror', '-i', url, '-map', '0', '-c', 'copy', '-f', 'null', '-'])
  return stderr
}

function ffmpeg(): Promise<string> {
  return ffmpegOnPath(process.env.PATH ?? '')
}
