import { chmod, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agentCounterpart } from '@better-and-bliss/observability/testing'
import { Secret } from '@better-and-bliss/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mmdb } from '../../../../../packages/viewer-country/src/testing/mmdb.ts'
import { countriesCheck } from './countries.ts'
import { datadogCheck } from './datadog.ts'
import { diskCheck, secretFilesCheck } from './machine.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'
import { silentAddress, webServer } from './testing/web-server.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

const environment = 'production' as const

describe('Datadog', () => {
  const settings = { kind: 'datadog' as const, service: undefined, environment: undefined, version: undefined }
  let nobody: string
  beforeAll(async () => {
    nobody = await silentAddress()
  })

  test('needs an agent where traces go', async () => {
    await using agent = await agentCounterpart()
    const at = (agentUrl: string) =>
      datadogCheck({ environment, observability: { ...settings, traces: true, agentUrl, logs: undefined } })
    await expectFit(at(agent.url), /takes traces/)
    await expectFinding(at(nobody), 'wrong', /does not take traces: .*ECONNREFUSED/)
  })

  test('needs a key that it knows where logs go', async () => {
    await using site = await webServer((request, response) => {
      response.writeHead(request.headers['dd-api-key'] === 'right' ? 200 : 403).end()
    })
    const check = (key: string, validateUrl = site.url) => {
      const logs = { apiKey: new Secret(key), site: 'datadoghq.eu' }
      return datadogCheck(
        { environment, observability: { ...settings, traces: false, agentUrl: nobody, logs } },
        { validateUrl },
      )
    }
    await expectFit(check('right'), /knows DD_API_KEY/)
    await expectFinding(check('wrong'), 'wrong', /does not know DD_API_KEY/)
    await expectFinding(check('right', nobody), 'wrong', /does not answer/)
  })

  test('is missed in production alone', async () => {
    await expectFinding(datadogCheck({ environment, observability: { kind: 'off' } }), 'advice', /It is off/)
    await expectFit(datadogCheck({ environment: 'development', observability: { kind: 'off' } }), /development/)
  })
})

test('the database of addresses has to be there, whole', async () => {
  const path = join(folder, 'countries.mmdb')
  const check = countriesCheck({
    viewerCountry: { kind: 'database', path, trustedProxies: [] },
    geo: { kind: 'on', allowed: ['CH'] },
    nowMs: Date.now,
  })
  await expectFinding(check, 'wrong', /GEOIP_DATABASE cannot be used: ENOENT/)
  await writeFile(path, 'no database')
  await expectFinding(check, 'wrong', /cannot be used: .*\. Nothing plays that has a list of countries/)
})

test('the database of addresses grows old', async () => {
  const path = join(folder, 'whole.mmdb')
  await writeFile(path, mmdb({ '203.0.113.0/24': { country_code: 'CH' } }))
  const source = {
    viewerCountry: { kind: 'database' as const, path, trustedProxies: [] },
    geo: { kind: 'off' as const },
  }
  await expectFit(countriesCheck({ ...source, nowMs: Date.now }), /is 0 days old/)
  await utimes(path, new Date(), new Date(Date.now() - 100 * 86_400_000))
  await expectFinding(countriesCheck({ ...source, nowMs: Date.now }), 'advice', /is 100 days old/)
})

test('a disk that is full, or nearly, is told, also of a folder that has yet to be made', async () => {
  const withBytes = (bytes: number) => async () => ({ bavail: bytes, bsize: 1 })
  await expectFinding(diskCheck(['/media'], withBytes(100_000_000)), 'wrong', /0\.1 GB are left at \/media/)
  await expectFinding(diskCheck(['/media'], withBytes(2_000_000_000)), 'advice', /2\.0 GB are left/)
  await expectFit(diskCheck(['/media'], withBytes(9_000_000_000)), /9\.0 GB/)
  const check = diskCheck([join(folder, 'not', 'yet')])
  expect(await check.look()).toMatchObject([{ says: expect.stringMatching(/GB are left/) }])
})

test.skipIf(process.platform === 'win32')('a file with secrets that others may read is told', async () => {
  const path = join(folder, '.env')
  await expectFit(secretFilesCheck([path], environment), /There are none/)
  await writeFile(path, 'JWT_SECRET_KEY=x')
  await chmod(path, 0o644)
  await expectFinding(secretFilesCheck([path], environment), 'wrong', /may be read by other users/)
  await expectFinding(secretFilesCheck([path], 'development'), 'advice', /may be read by other users/)
  await chmod(path, 0o600)
  await expectFit(secretFilesCheck([path], environment), /for its owner alone/)
})
