import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { objectStoreContract } from '../contract/object-store.contract-test.ts'
import { signedAddressesContract } from '../contract/signed-addresses.contract-test.ts'
import { openStore } from '../open/open-store.ts'
import { s3Addresses, s3Store } from './s3-store.ts'
import { LENT, s3Counterpart } from './testing/counterpart.ts'
import { refusalOf } from './testing/signatures.ts'

let folder: string
let s3: Awaited<ReturnType<typeof s3Counterpart>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-store-'))
  s3 = await s3Counterpart()
})
beforeEach(() => {
  s3.faults.length = 0
})
afterAll(async () => {
  await s3[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function open(changes: Partial<Parameters<typeof s3Store>[0]> = {}) {
  const settings = { ...s3.makeBucket(), workFolder: join(folder, 'work'), ...changes }
  return { settings, store: s3Store(settings) }
}

const sealed = (text: string) => ({ reveal: () => text })

objectStoreContract('S3', async () => open().store)

signedAddressesContract('S3', async () => {
  const { settings, store } = open()
  s3.freeze()
  return { store, addresses: s3Addresses(settings, s3.nowMs), pass: async (seconds) => s3.pass(seconds) }
})

it('is checked against the signature that AWS documents', () => {
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'
  const request = {
    method: 'GET',
    url: `/test.txt?${query}`,
    headers: { host: 'examplebucket.s3.amazonaws.com' },
    body: Buffer.alloc(0),
  }
  const checking = {
    keyId: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    nowMs: Date.UTC(2013, 4, 24, 23, 59, 59),
  }
  expect(refusalOf(request, checking)).toBeNull()
  expect(refusalOf({ ...request, url: `/other.txt?${query}` }, checking)).toBe('SignatureDoesNotMatch')
  expect(refusalOf(request, { ...checking, nowMs: Date.UTC(2013, 4, 25) })).toBe('AccessDenied')
})

it('says which keys are refused, and does not take that for an absent object', async () => {
  const credentials = { keyId: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'another' }
  const { store } = open({ credentials })
  const refused = { name: 'StoreUnavailable', message: expect.stringContaining('refuses access') }
  await expect(store.put('a', Buffer.from('x'))).rejects.toMatchObject(refused)
  await expect(store.read('a')).rejects.toMatchObject({ message: expect.stringContaining('SignatureDoesNotMatch') })
  await expect(store.head('a')).rejects.toMatchObject(refused)
})

it('takes a key that a role was lent, with its session token', async () => {
  await using lending = await s3Counterpart({ access: LENT })
  const { keyId, secretKey, sessionToken } = LENT
  const key = { keyId, secretKey: sealed(secretKey), sessionToken: sealed(sessionToken) }
  const { timeoutMs, ...bucket } = lending.makeBucket()
  const chosen = { kind: 's3' as const, ...bucket, workFolder: join(folder, 'work') }
  const store = await openStore({ ...chosen, credentials: key }, { timeoutMs })
  await store.put('a', Buffer.from('x'))
  expect(await store.read('a')).toEqual(Buffer.from('x'))
  const { store: without } = open({ ...bucket, credentials: { keyId, secretKey } })
  await expect(without.read('a')).rejects.toMatchObject({ message: expect.stringContaining('InvalidAccessKeyId') })
})

it('says that there is no such bucket', async () => {
  await expect(open({ bucket: 'missing' }).store.read('a')).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: expect.stringContaining('There is no bucket missing'),
  })
})

it('asks again when S3 is busy, three times at the most', async () => {
  const { store } = open()
  s3.faults.push('slow-down', 'slow-down')
  await store.put('a', Buffer.from('x'))
  s3.calls.length = 0
  s3.faults.push('slow-down', 'slow-down', 'slow-down')
  const busy = { name: 'StoreUnavailable', message: expect.stringContaining('SlowDown') }
  await expect(store.read('a')).rejects.toMatchObject(busy)
  expect(s3.calls).toHaveLength(3)
  await expect(store.read('a')).resolves.toHaveLength(1)
})

it('waits for an answer, or the rest of one, only so long', async () => {
  const { store } = open({ timeoutMs: 200 })
  await store.put('a', Buffer.alloc(100_000, 'x'))
  s3.faults.push('hang', 'hang', 'hang')
  const silent = { name: 'StoreUnavailable', message: expect.stringContaining('does not answer') }
  await expect(store.read('a')).rejects.toMatchObject(silent)
  s3.faults.push('stall', 'stall', 'stall')
  const broken = { name: 'StoreUnavailable', message: expect.stringContaining('breaks off') }
  await expect(store.read('a')).rejects.toMatchObject(broken)
})

it('goes on reading where an answer broke off, in the range and the version that were asked for', async () => {
  const { store } = open()
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
  await store.put('a', bytes)
  s3.faults.push('cut', 'cut')
  await using object = await store.open('a', { range: { first: 1000, last: 250_000 } })
  expect(Buffer.from((await object?.bytes()) ?? []).equals(bytes.subarray(1000, 250_001))).toBe(true)

  s3.faults.push('cut')
  await using other = await store.open('a')
  await store.put('a', Buffer.alloc(300_000, 'y'))
  await expect(other?.bytes()).rejects.toThrow('a was replaced or deleted while it was read')
})

it('an answer that breaks off before it is read harms nobody', async () => {
  const { store } = open()
  await store.put('a', Buffer.alloc(1_000_000))
  s3.faults.push('cut')
  await using _ = await store.open('a')
  await expect(store.head('a')).resolves.toMatchObject({ size: 1_000_000 })
})

it('sends a large file in parts, and leaves none when one of them is refused', async () => {
  const { store, settings } = open()
  const path = join(folder, 'large.bin')
  await writeFile(path, 'beginning')
  await truncate(path, 20e6)
  await store.putFile('large.bin', path, { contentType: 'video/mp4' })
  expect(await store.head('large.bin')).toMatchObject({ size: 20e6, contentType: 'video/mp4' })
  s3.faults.push(null, null, 'forbidden')
  await expect(store.moveFile('other.bin', path)).rejects.toMatchObject({ name: 'StoreUnavailable' })
  expect(await store.head('other.bin')).toBeNull()
  expect(s3.openUploads(settings.bucket)).toBe(0)
  expect((await readFile(path)).length).toBe(20e6)
})

it('leaves no file that it lent, nor a part of one, however it ends', async () => {
  const { store, settings } = open()
  await store.put('a', Buffer.alloc(300_000))
  await store.withLocalFile('a', async (path) => expect((await readFile(path)).length).toBe(300_000))
  const failing = async () => {
    throw new Error('refused')
  }
  await expect(store.withLocalFile('a', failing)).rejects.toThrow('refused')
  s3.faults.push('cut', 'forbidden')
  await expect(store.withLocalFile('a', async () => {})).rejects.toMatchObject({ name: 'StoreUnavailable' })
  expect(await readdir(settings.workFolder)).toEqual([])
})

it('removes the files that a killed process had lent, and none whose lender lives', async () => {
  const { store, settings } = open({ workFolder: await mkdtemp(join(folder, 'killed-')) })
  await store.put('a', Buffer.from('lent'))
  const left = join(settings.workFolder, 'lent-killed')
  await mkdir(left)
  await mkdir(join(settings.workFolder, 'of-another'))
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  // Test files share their processes: whatever comes next would live in another time.
  onTestFinished(() => void vi.useRealTimers())
  const names = await store.withLocalFile('a', async (path) => {
    // One sign of life only: of many at once, any may be the last that the disk hears of.
    vi.setSystemTime(Date.now() + 20 * 60_000)
    await vi.advanceTimersByTimeAsync(60_000)
    await vi.waitFor(async () => expect((await stat(dirname(path))).mtimeMs).toBeCloseTo(Date.now(), -4), 10_000)
    await store.removeAbandoned(Date.now())
    return [...(await readdir(settings.workFolder)), await readFile(path, 'utf8')]
  })
  expect(names).toEqual([expect.stringMatching(/^lent-(?!killed)/), 'of-another', 'lent'])
  expect(await readdir(settings.workFolder)).toEqual(['of-another'])
})

it('signs addresses for where browsers find the bucket, and no checksum of a body that it does not know', async () => {
  const { settings, store } = open()
  const endpoint = `${settings.endpoint}`.replace('127.0.0.1', 'localhost')
  const url = await s3Addresses({ ...settings, endpoint }, s3.nowMs).signPut('a', 'text/plain', 60)
  expect(url.startsWith(`${endpoint}/`)).toBe(true)
  expect([...new URL(url).searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([])
  expect((await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(200)
  expect(await store.head('a')).toMatchObject({ size: 1 })
})

it('deletes a folder of more than a page', async () => {
  const { store, settings } = open()
  for (let index = 0; index < 1005; index += 1) s3.place(settings.bucket, `v/${index}`)
  await store.put('w/kept', Buffer.from('x'))
  await store.deleteFolder('v/')
  expect((await store.list('v/')).keys).toEqual([])
  expect((await store.list('w/')).keys).toEqual(['w/kept'])
})
