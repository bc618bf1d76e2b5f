import { expect, test } from 'vitest'
import { createBatch, OP, readBatch } from './commands.ts'
import { createThreadDetectors, encodeStart, type Told } from './thread-detectors.ts'

const start = encodeStart({ options: { target: null, calibrate: false, profile: null }, from: null })

test('commands come out of a batch as they were put in, however many and long they are', () => {
  const batch = createBatch()
  const payloads = Array.from({ length: 300 }, (_, index) => new Uint8Array(index % 97).fill(index))
  for (const [index, payload] of payloads.entries()) batch.add(index, OP.pcm, index * 3, payload)
  const read = [...readBatch(batch.take())]
  expect(read).toEqual(payloads.map((payload, stream) => ({ stream, op: OP.pcm, samples: stream * 3, payload })))
  expect(batch.isEmpty).toBe(true)
  expect(read.every(({ payload }) => payload.byteOffset % 8 === 0)).toBe(true)
})

test('sound that waited for too long counts as missing: the clock goes on, and nothing is detected in it', () => {
  const told: Told[] = []
  const carryOut = createThreadDetectors((one) => told.push(one))
  const say = (op: (typeof OP)[keyof typeof OP], payload: Uint8Array = new Uint8Array(0), isStale = false) =>
    carryOut({ stream: 1, op, samples: 0, payload }, isStale)
  say(OP.open, start)
  say(OP.pcm, new Uint8Array(3_200))
  say(OP.pcm, new Uint8Array(32_000), true)
  say(OP.standing)
  expect(told.at(-1)).toMatchObject({ type: 'standing', standing: { resumeSample: 1_600 + 16_000 } })
})

test('what is said to a stream that is not there is nothing', () => {
  const told: Told[] = []
  createThreadDetectors((one) => told.push(one))(
    { stream: 9, op: OP.standing, samples: 0, payload: new Uint8Array(0) },
    false,
  )
  expect(told).toEqual([])
})
