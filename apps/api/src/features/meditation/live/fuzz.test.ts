import { MAX_FRAME_BYTES, readFrame, writeFrame } from '@better-and-bliss/breath/protocol'
import { expect, test } from 'vitest'
import { soundBudget } from './budget.ts'
import { createIntake } from './intake.ts'
import { readMessage } from './messages.ts'
import { bytesFrom, type Dice, mutate } from './testing/noise.ts'

const CASES = 100_000

/** A frame that is right, but for where it stands. */
function someFrame(dice: Dice): Buffer {
  const firstSample = dice(3) === 0 ? dice(2 ** 32) : dice(200) * 160
  const kind = dice(2) ? 'pcm' : 'features'
  const payload = new Uint8Array(kind === 'pcm' ? 640 + dice(8) * 2 : 32 + dice(4) * 16)
  return Buffer.from(writeFrame({ kind, number: dice(2 ** 32), firstSample, payload }))
}

test('100,000 random and broken frames: refused with a reason, or accepted within what a stream may bring', () => {
  const dice = bytesFrom(1)
  let intake = createIntake('pcm', 0)
  let budget = soundBudget(0, 0)
  let accepted = 0
  for (let count = 0; count < CASES; count++) {
    if (count % 1_000 === 0) {
      intake = createIntake(count % 2_000 ? 'pcm' : 'features', 0)
      budget = soundBudget(0, 0)
    }
    const valid = someFrame(dice)
    const bytes = dice(2) ? valid : mutate(valid, dice)
    try {
      const chunk = intake.look(readFrame(bytes))
      if (!chunk || budget.take(chunk, (count % 1_000) * 10) !== 'within') continue
      intake.accept(chunk)
      accepted += 1
      const fits = chunk.payload.byteLength <= MAX_FRAME_BYTES && Number.isInteger(chunk.samples)
      const inTime = chunk.gapSamples >= 0 && intake.nextSample <= (5_000 + 12.5 * (count % 1_000)) * 16
      if (!fits || !inTime) throw new Error(`Accepted what it must not accept: ${bytes.toString('hex')}`)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  expect(accepted).toBeGreaterThan(CASES / 200)
})

test('100,000 random and broken texts: a message of the protocol, or why not, in no more than a close may hold', () => {
  const dice = bytesFrom(2)
  const texts = [
    '{"type":"bye"}',
    '{"type":"skip_calibration"}',
    '{"type":"hello","v":1,"session_id":"3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b","format":"features","rate":16000,"target":{"inhale_ms":4000,"hold_in_ms":0,"exhale_ms":4000,"hold_out_ms":0},"resume":{"stream":"3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b","last_seq":4}}',
    '[[[[[[{"type":["hello"]}]]]]]]',
    '{"__proto__":{"type":"bye"}}',
  ].map((text) => Buffer.from(text))
  let understood = 0
  let longest = 0
  for (let count = 0; count < CASES; count++) {
    const read = readMessage(mutate(texts[count % texts.length] ?? Buffer.alloc(0), dice).toString())
    if ('message' in read) understood += 1
    else longest = Math.max(longest, Buffer.byteLength(read.ending.reason))
  }
  expect(longest).toBeLessThanOrEqual(123)
  expect(understood).toBeGreaterThan(0)
})
