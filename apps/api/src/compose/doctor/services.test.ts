import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { isInstalled } from '@better-and-bliss/process/testing'
import { readCognitoSettings, Secret } from '@better-and-bliss/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cognitoCounterpart } from '../../testing/cognito/counterpart.ts'
import { googleProvider } from '../../testing/google.ts'
import { startRedis } from '../../testing/redis-server.ts'
import { startSiteverify } from '../../testing/siteverify.ts'
import { captchaCheck, googleCheck, identityCheck, redisCheck, storeCheck } from './services.ts'
import { expectFinding, expectFit, outcomesOf } from './testing/outcomes.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

const environment = 'production' as const

describe('Redis', () => {
  const at = (url: string) => redisCheck({ environment, limitsStore: { kind: 'redis', url: new Secret(url) } })

  test('that nobody listens for is told; none at all is to think about in production', async () => {
    await expectFinding(at('redis://127.0.0.1:1'), 'wrong', /Redis does not answer/)
    await expectFinding(redisCheck({ environment, limitsStore: { kind: 'memory' } }), 'advice', /each machine counts/)
  })

  test.skipIf(!isInstalled('redis-server'))('counts, or refuses a wrong password', async () => {
    await using redis = await startRedis(['--requirepass', 'right'])
    const withPassword = (password: string) => redis.url.replace('//', `//:${password}@`)
    await expectFit(at(withPassword('right')), /counts requests/)
    await expectFinding(at(withPassword('wrong')), 'wrong', /refuses the user or password of REDIS_URL/)
    await expectFinding(at(redis.url), 'wrong', /wants a password/)
  })
})

describe('the media store', () => {
  test('in a folder is written to, and nothing stays', async () => {
    const media = join(folder, 'media')
    await expectFit(storeCheck({ store: { kind: 'disk', folder: media } }), /written, read and deleted/)
    expect(await readdir(join(media, 'doctor'))).toEqual([])
    await writeFile(join(folder, 'file'), '')
    await expectFinding(
      storeCheck({ store: { kind: 'disk', folder: join(folder, 'file') } }),
      'wrong',
      /cannot be written/,
    )
  })

  test('in a bucket is written to; a wrong key and a bucket that is none are told', async () => {
    await using s3 = await s3Counterpart()
    const { credentials, ...bucket } = s3.makeBucket()
    await mkdir(join(folder, 'work'), { recursive: true })
    const check = (secret: string, change: object = {}) =>
      storeCheck({
        store: {
          kind: 's3',
          ...bucket,
          workFolder: join(folder, 'work'),
          credentials: { keyId: credentials.keyId, secretKey: new Secret(secret), sessionToken: undefined },
          ...change,
        },
      })
    await expectFit(check(credentials.secretKey), /in the bucket/)
    await expectFinding(check('wrong-secret-of-tests'), 'wrong', /cannot be written in the bucket/)
    await expectFinding(check(credentials.secretKey, { bucket: 'no-such-bucket' }), 'wrong', /cannot be written/)
  })
})

describe('sign-in', () => {
  test('by a user pool is examined, and one that does not answer is told', async () => {
    await using counterpart = await cognitoCounterpart({ nowMs: () => Date.now() })
    const { cognito, ...settings } = readCognitoSettings({
      variables: counterpart.environment,
      resolvePath: (path) => path,
    })
    const check = identityCheck({ identity: cognito, ...settings })
    await expectFit(check, /The user pool fits: \d+ things/)
    Object.assign(counterpart.description.pool, { MfaConfiguration: 'ON' })
    await expectFinding(check, 'wrong', /asks everybody for a second factor/)
    counterpart.fail('*', 'forbidden', 100)
    await expectFinding(check, 'wrong', /could not be asked/)
  })

  test('with Google needs Google', async () => {
    await using google = await googleProvider()
    const issuer = google.environment.GOOGLE_ISSUER ?? ''
    const check = googleCheck({ google: { kind: 'openid', issuer, clientId: 'x', clientSecret: new Secret('x') } })
    await expectFit(check, /answers/)
    await google.stop()
    await expectFinding(check, 'wrong', /Nobody can sign in with Google: .*ECONNREFUSED/)
  })
})

describe('CAPTCHA', () => {
  const check = (secretKey: string, url: string) =>
    captchaCheck(
      { environment, captcha: { kind: 'recaptcha', siteKey: 'x', secretKey: new Secret(secretKey), minScore: 0.5 } },
      { url },
    )

  test('needs a key that Google knows, and Google', async () => {
    await using google = await startSiteverify('the-secret')
    await expectFit(check('the-secret', google.url), /knows RECAPTCHA_SECRET_KEY/)
    await expectFinding(check('another', google.url), 'wrong', /invalid-input-secret/)
    google.answer = (response) => void response.writeHead(500).end()
    await expectFinding(check('the-secret', google.url), 'wrong', /siteverify answered 500/)
  })

  test('is missed in production alone', async () => {
    await expectFinding(captchaCheck({ environment, captcha: { kind: 'off' } }), 'advice', /programs may register/)
    const [outcome] = await outcomesOf(captchaCheck({ environment: 'development', captcha: { kind: 'off' } }))
    expect(outcome).toMatchObject({ kind: 'fits', says: expect.stringContaining('right in development') })
  })
})
