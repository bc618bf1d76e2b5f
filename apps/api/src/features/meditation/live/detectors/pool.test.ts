import { breathing } from '@better-and-bliss/breath/synthesis'
import { describe, expect, test } from 'vitest'
import { until } from '../../../../testing/until.ts'
import type { Detection, Listener } from './detectors.ts'
import { detectorPool } from './pool.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const options = { target: null, calibrate: false, profile: null }
const sound = (seconds: number) => new Uint8Array(breathing({ seconds, seed: 2 }).samples.buffer)

function listener() {
  const detected: Detection[] = []
  const told = { detected, isLost: false, isOpen: false }
  const listening: Listener = {
    opened: () => {
      told.isOpen = true
    },
    detected: (message) => void detected.push(message),
    lost: () => {
      told.isLost = true
    },
  }
  return { told, listening }
}

describe('detectors in threads', () => {
  test('process in the order in which it came what they are given, and tell where they stand when they are asked', async () => {
    await using pool = detectorPool({ size: 1, log })
    const { told, listening } = listener()
    const detector = pool.open({ options, from: null }, listening)
    const bytes = sound(20)
    for (let at = 0; at < bytes.length; at += 3_200) detector.pcm(bytes.subarray(at, at + 3_200))
    const standing = await detector.standing()
    expect(standing?.resumeSample).toBe(bytes.length / 2 - 480)
    const phases = told.detected.filter(({ type }) => type === 'phase')
    expect(phases.length).toBeGreaterThan(5)
    expect(standing?.seq).toBe(phases.length)
    const finished = await detector.finish()
    expect(finished?.seq).toBeGreaterThanOrEqual(phases.length)
    expect(detector.waitingMs).toBeLessThan(10_000)
  })

  test('do not mix up streams that share a thread', async () => {
    await using pool = detectorPool({ size: 1, log })
    const [one, other] = [listener(), listener()]
    const [loud, silent] = [one, other].map(({ listening }) => pool.open({ options, from: null }, listening))
    const bytes = sound(10)
    for (let at = 0; at < bytes.length; at += 3_200) {
      loud?.pcm(bytes.subarray(at, at + 3_200))
      silent?.pcm(new Uint8Array(3_200))
    }
    await Promise.all([loud?.standing(), silent?.standing()])
    const names = ({ told }: typeof one) =>
      told.detected.flatMap((message) => ('event_type' in message ? message.event_type : []))
    expect(names(one)).toContain('exhaling')
    expect(names(other)).not.toContain('exhaling')
  })

  test('are lost with their thread, which the next stream replaces', async () => {
    await using pool = detectorPool({ size: 1, log })
    const { told, listening } = listener()
    const detector = pool.open({ options, from: null }, listening)
    await until(() => told.isOpen)
    const asked = detector.standing()
    await pool[Symbol.asyncDispose]()
    expect(await asked).toBeNull()
    expect(told.isLost).toBe(true)
    detector.pcm(new Uint8Array(3_200))
    expect(await detector.standing()).toBeNull()
    const next = listener()
    expect(await pool.open({ options, from: null }, next.listening).standing()).not.toBeNull()
  })

  test('that are closed answer nobody any more', async () => {
    await using pool = detectorPool({ size: 1, log })
    const { listening } = listener()
    const detector = pool.open({ options, from: null }, listening)
    const asked = detector.standing()
    detector.close()
    expect(await asked).toBeNull()
    expect(await detector.finish()).toBeNull()
  })
})
