import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaLab } from './testing/media-lab.ts'
import { isWholeSegment } from './transport-stream.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>
const segments: Record<string, Buffer> = {}

beforeAll(async () => {
  lab = await mediaLab()
  const sounds = { tone: 'sine=d=6', silence: 'anullsrc=d=6' }
  for (const [name, sound] of Object.entries(sounds)) {
    segments[name] = await readFile(await lab.make(`${name}.ts`, `-f lavfi -i ${sound} -t 6 -c:a aac -b:a 128k`))
  }
  const still = '-f lavfi -i color=s=64x48:r=10:d=6 -c:v libx264'
  segments.still = await readFile(await lab.make('still.ts', still))
})
afterAll(() => lab.dispose())

describe('a segment', () => {
  it.each(['tone', 'silence', 'still'])('of %s is whole, and is not when any of its last second is missing', (name) => {
    const bytes = segments[name] ?? Buffer.alloc(0)
    const packets = bytes.length / 188
    expect(isWholeSegment(bytes, 6)).toBe(true)
    expect(isWholeSegment(bytes.subarray(0, Math.floor((packets * 5) / 6) * 188), 6)).toBe(false)
    expect(isWholeSegment(bytes.subarray(0, -1), 6)).toBe(false)
    expect(isWholeSegment(Buffer.concat([bytes.subarray(0, -188), Buffer.alloc(188)]), 6)).toBe(false)
    expect(isWholeSegment(Buffer.alloc(0), 6)).toBe(false)
  })
})
