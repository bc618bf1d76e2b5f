import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeWav } from './wav.ts'

const FRAMES = 150_000

async function target(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-wav-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'sound.wav')
}

function ramp(sign: number) {
  return Float32Array.from({ length: FRAMES }, (_, n) => (sign * n) / FRAMES)
}

test('a sound of several chunks is found again, sample by sample', async () => {
  const path = await target()
  await writeWav(path, { left: ramp(1), right: ramp(-1) })
  const bytes = await readFile(path)
  expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
  expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([2, 48_000, 16])
  expect(bytes.readUInt32LE(40)).toBe(FRAMES * 4)
  for (const frame of [0, 1, 131_071, 131_072, FRAMES - 1]) {
    const expected = Math.round((frame / FRAMES) * 32767)
    expect(bytes.readInt16LE(44 + frame * 4)).toBe(expected)
    expect(Math.abs(bytes.readInt16LE(46 + frame * 4) + expected)).toBeLessThanOrEqual(1)
  }
})

test('writing ends when it is stopped', async () => {
  const sound = { left: ramp(1), right: ramp(1) }
  await expect(writeWav(await target(), sound, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
})
