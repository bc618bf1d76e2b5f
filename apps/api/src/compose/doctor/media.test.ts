import { Secret } from '@better-and-bliss/settings'
import { SETTINGS_KEY } from '@better-and-bliss/stream-token'
import { describe, expect, test } from 'vitest'
import { ARN, KEYS, storeCounterpart } from '../../adapters/aws/key-value-store/testing/store-counterpart.ts'
import { mediaConvertCounterpart } from '../../adapters/aws/mediaconvert/testing/mediaconvert-counterpart.ts'
import { sqsCounterpart } from '../../adapters/aws/mediaconvert/testing/sqs-counterpart.ts'
import { ffmpegCheck, keyValueStoreCheck, mediaConvertCheck } from './media.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'

const credentialsOf = (secret: string) => ({
  keyId: KEYS.accessKeyId,
  secretKey: new Secret(secret),
  sessionToken: undefined,
})

test('ffmpeg has to be there, with the encoder that is needed', async () => {
  const at = (ffmpegPath?: string) => ffmpegCheck({ transcoder: { kind: 'ffmpeg', ffmpegPath, searchPath: '' } })
  await expectFinding(at('/nowhere/ffmpeg'), 'wrong', /FFMPEG_PATH names \/nowhere\/ffmpeg/)
  await expectFinding(at(process.execPath), 'wrong', /which is no ffmpeg with libx264/)
})

describe('MediaConvert', () => {
  test('needs a queue that takes jobs, and one for its events; keys that are wrong are told', async () => {
    const region = 'eu-central-1'
    await using sqs = await sqsCounterpart({ region, keys: KEYS })
    const nothing = { store: undefined as never, ffmpegPath: '', send: () => expect.unreachable() }
    await using service = await mediaConvertCounterpart({ region, keys: KEYS, ...nothing })
    const check = (change: object = {}, secret = KEYS.secretAccessKey) =>
      mediaConvertCheck({
        transcoder: {
          ...{ kind: 'mediaconvert', region, endpoint: service.endpoint, role: 'role', bucket: 'bucket' },
          ...{ queue: `arn:aws:mediaconvert:${region}:123456789012:queues/Default`, eventsQueueUrl: sqs.queueUrl },
          ...{ credentials: credentialsOf(secret), ffmpegPath: undefined, searchPath: '', ...change },
        },
      })
    sqs.send('{}')
    await expectFit(check(), /takes conversions.*\n.*1 wait/)
    service.state.queue = 'PAUSED'
    await expectFinding(check(), 'wrong', /is PAUSED/)
    await expectFinding(check({ queue: 'Another' }), 'wrong', /MEDIACONVERT_QUEUE cannot be asked/)
    await expectFinding(check({}, 'wrong'), 'wrong', /MEDIACONVERT_EVENTS_QUEUE_URL cannot be asked/)
  })
})

describe("CloudFront's KeyValueStore", () => {
  test('has to let itself be read, and to hold our settings', async () => {
    await using store = await storeCounterpart()
    const check = (secret = KEYS.secretAccessKey) =>
      keyValueStoreCheck({
        edgeStore: { kind: 'cloudfront', arn: ARN, endpoint: store.endpoint, keys: new Secret({ current: 'x' }) },
        aws: { region: undefined, credentials: credentialsOf(secret) },
      })
    await expectFinding(check(), 'wrong', /no settings of ours yet/)
    store.entries.set(SETTINGS_KEY, '{}')
    await expectFit(check(), /holds 1 entries/)
    await expectFinding(check('wrong'), 'wrong', /cannot be read/)
  })
})
