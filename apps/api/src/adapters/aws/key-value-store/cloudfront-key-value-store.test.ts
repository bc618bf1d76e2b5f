import { describe, expect, test } from 'vitest'
import { keyValueStoreContract } from '../../../ports/key-value-store.contract-test.ts'
import { cloudfrontKeyValueStore } from './cloudfront-key-value-store.ts'
import { ARN, KEYS, type StoreFault, storeCounterpart } from './testing/store-counterpart.ts'

const limits = { connectMs: 1_000, answerMs: 2_000, attempts: 2 }
const { signal } = new AbortController()
const outage = { status: 500, error: 'InternalServerException', message: 'Try later' }
const one = [[{ key: 'member/x', value: 'c' }]]

type Counterpart = Awaited<ReturnType<typeof storeCounterpart>>
const storeAt = ({ endpoint }: Counterpart, changes: Partial<Parameters<typeof cloudfrontKeyValueStore>[0]> = {}) =>
  cloudfrontKeyValueStore({ arn: ARN, credentials: KEYS, endpoint, limits, ...changes })

keyValueStoreContract('CloudFront', async () => {
  const counterpart = await storeCounterpart()
  return {
    store: storeAt(counterpart),
    other: storeAt(counterpart),
    breakDown: () => void counterpart.faults.push(outage, outage),
    [Symbol.asyncDispose]: () => counterpart[Symbol.asyncDispose](),
  }
})

describe('a KeyValueStore', () => {
  test('is written in parts of 50 at the most, each on top of the one before, and no group in two', async () => {
    await using counterpart = await storeCounterpart()
    const store = storeAt(counterpart)
    await store.load(signal)
    counterpart.calls.length = 0
    const parts: string[][] = []
    counterpart.onWrite = (keys) => void parts.push(keys)
    const groups = Array.from({ length: 40 }, (_, n) =>
      ['', '/1', '/2'].map((page) => ({ key: `m/${n}${page}`, value: 'c' })),
    )
    await store.write(groups, signal)
    expect(parts.map((keys) => keys.length)).toEqual([48, 48, 24])
    expect(parts.flat()).toEqual(groups.flat().map(({ key }) => key))
  })

  test.each<[string, StoreFault[]]>([
    ['has a fault', [outage]],
    ['throttles us', [{ status: 429, error: 'TooManyRequestsException', message: 'Slower' }]],
    ['ends the connection', ['cut']],
  ])('that %s for a moment is asked again', async (_, faults) => {
    await using counterpart = await storeCounterpart()
    const store = storeAt(counterpart)
    await store.load(signal)
    counterpart.faults.push(...faults)
    await store.write(one, signal)
    expect([...counterpart.entries]).toEqual([['member/x', 'c']])
  })

  test('whose answer was lost has to be loaded anew: it may have been done', async () => {
    await using counterpart = await storeCounterpart()
    const store = storeAt(counterpart)
    await store.load(signal)
    counterpart.faults.push('cut after')
    await expect(store.write(one, signal)).rejects.toThrow('Somebody else has written')
    expect(await store.load(signal)).toEqual(new Map([['member/x', 'c']]))
  })

  const refused = (status: number, error: string) => [{ status, error, message: 'Why' }]
  test.each<[string, StoreFault[], RegExp]>([
    ['is full', refused(402, 'ServiceQuotaExceededException'), /is full: Why/],
    ['is gone', refused(404, 'ResourceNotFoundException'), /correct CLOUDFRONT_KEY_VALUE_STORE_ARN/],
    ['refuses us', refused(403, 'AccessDeniedException'), /refuses access \(AccessDeniedException\): check keys/],
    ['is out of order for long', [outage, outage], /does not do it now \(InternalServerException\): Try later/],
    ['hangs', ['hang', 'hang'], /does not answer/],
  ])('that %s says so in words', async (_, faults, words) => {
    await using counterpart = await storeCounterpart()
    const store = storeAt(counterpart, { limits: { ...limits, answerMs: 100 } })
    await store.load(signal)
    counterpart.faults.push(...faults)
    await expect(store.write(one, signal)).rejects.toThrow(words)
    expect(counterpart.entries.size).toBe(0)
  })

  test('takes no request that is signed with another key', async () => {
    await using counterpart = await storeCounterpart()
    const store = storeAt(counterpart, { credentials: { ...KEYS, secretAccessKey: 'another' } })
    await expect(store.load(signal)).rejects.toThrow(/refuses access/)
  })
})
