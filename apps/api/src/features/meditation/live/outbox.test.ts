import type { PhaseEvent, ServerMessage } from '@better-and-bliss/breath/protocol'
import { describe, expect, test, vi } from 'vitest'
import { createOutbox } from './outbox.ts'

function open() {
  const line = { bufferedAmount: 0, sent: [] as ServerMessage[], pings: 0 }
  const giveUp = vi.fn()
  const outbox = createOutbox(
    Object.assign(line, {
      send: (text: string) => void line.sent.push(JSON.parse(text)),
      ping: () => {
        line.pings += 1
      },
    }),
    giveUp,
  )
  return { line, outbox, giveUp }
}

const phase = (seq: number): PhaseEvent => ({
  type: 'phase',
  seq,
  id: seq,
  state: 'end',
  event_type: 'exhaling',
  t_ms: 0,
  duration_ms: 0,
  volume_rms: 0,
  spectral_centroid: 0,
  confidence_score: 1,
  breath_number: 1,
  is_consistent: null,
  deviation_from_target: null,
  provisional: false,
})

const metrics = (total_breaths: number): ServerMessage => ({
  type: 'metrics',
  total_breaths,
  breaths_per_minute: null,
  avg_breath_duration: null,
  breath_consistency_score: null,
  inhale_exhale_ratio: null,
  quality_score: null,
})

describe('a client that reads slowly', () => {
  test('gets every phase, and only the newest metrics when there is room again', () => {
    const { line, outbox } = open()
    line.bufferedAmount = 300_000
    for (let count = 1; count <= 100; count++) {
      outbox.send(metrics(count))
      outbox.send(phase(count))
    }
    expect(line.sent.map(({ type }) => type)).toEqual(Array(100).fill('phase'))
    line.bufferedAmount = 0
    outbox.flush()
    outbox.flush()
    expect(line.sent.slice(100)).toEqual([metrics(100)])
  })

  test('is given up when a megabyte is on its way', () => {
    const { line, outbox, giveUp } = open()
    line.bufferedAmount = 1024 * 1024
    outbox.send(phase(1))
    expect(giveUp).not.toHaveBeenCalled()
    line.bufferedAmount += 1
    outbox.send(phase(2))
    expect(giveUp).toHaveBeenCalled()
  })
})

describe('events that a client may have missed', () => {
  const seqs = (json: string) => JSON.parse(json).map(({ seq }: PhaseEvent) => seq)

  test('are those until a checkpoint, as they were sent', () => {
    const { outbox } = open()
    for (const seq of [1, 2, 3]) outbox.send(phase(seq))
    expect(JSON.parse(outbox.recent(2))).toEqual([phase(1), phase(2)])
  })

  test('do not include what was sent before a ping that was answered', () => {
    const { outbox, line } = open()
    outbox.send(phase(1))
    outbox.ping()
    outbox.send(phase(2))
    expect(seqs(outbox.recent(9))).toEqual([1, 2])
    outbox.pong()
    expect(seqs(outbox.recent(9))).toEqual([2])
    expect(line.pings).toBe(1)
  })

  test('are the last 256 of a client that answers no ping', () => {
    const { outbox } = open()
    for (let seq = 1; seq <= 1000; seq++) outbox.send(phase(seq))
    expect(seqs(outbox.recent(1000))).toEqual(Array.from({ length: 256 }, (_, index) => 745 + index))
  })
})
