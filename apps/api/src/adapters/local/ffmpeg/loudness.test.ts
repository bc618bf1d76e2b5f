import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { levelFor, loudnessIn } from './loudness.ts'
import { CONTENT_ID, mediaLab, transcode } from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>

beforeAll(async () => {
  lab = await mediaLab()
})
afterAll(() => lab.dispose())

describe('the level of a sound', () => {
  it.each([
    ['a soft one is raised', { lufs: -30, peakDb: -18 }, { gainDb: 14, isLimited: true }],
    ['a loud one is lowered', { lufs: -8, peakDb: 0 }, { gainDb: -8, isLimited: false }],
    ['peaks are rounded off by no more than 10 dB', { lufs: -40, peakDb: -10 }, { gainDb: 17, isLimited: true }],
    [
      'what is hardly there is raised by no more than 30 dB',
      { lufs: -60, peakDb: -50 },
      { gainDb: 30, isLimited: false },
    ],
    ['what is right stays as it is', { lufs: -16.3, peakDb: -4 }, null],
    ['silence stays silence', { lufs: -70, peakDb: Number.NEGATIVE_INFINITY }, null],
  ])('%s', (_, measured, level) => {
    expect(levelFor(measured)).toEqual(level)
  })

  it('is read from the loudest part of a sound that changes its kind', () => {
    const summary = (lufs: number, peak: number) =>
      `[ebur128@level @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         ${lufs} LUFS\n    Threshold: -40.6 LUFS\n\n  Sample peak:\n    Peak:       ${peak} dBFS\n`
    expect(loudnessIn(summary(-30.2, -12) + summary(-20.1, -15))).toEqual({ lufs: -20.1, peakDb: -12 })
    expect(levelFor(loudnessIn('nothing'))).toBeNull()
  })
})

describe('what members hear', () => {
  const noise = 'anoisesrc=d=7:c=pink:a=0.5:r=44100:seed=5'

  async function heard(name: string, normalisesLoudness: boolean, source: string) {
    const bench = { ...(await lab.bench()), normalisesLoudness }
    await transcode(bench, await lab.make(name, source))
    const playlist = join(bench.root, `hls/${CONTENT_ID}/audio.m3u8`)
    const args = ['-nostats', '-i', playlist, '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-']
    return loudnessIn((await promisify(execFile)(lab.ffmpegPath, args)).stderr)
  }

  it.each([
    ['a whisper', 'soft.wav', `-f lavfi -i ${noise} -af volume=-14dB`],
    ['a shout', 'loud.wav', `-f lavfi -i ${noise} -af volume=10dB,alimiter=limit=0.95 -ac 2`],
    [
      'drops into silence',
      'drops.wav',
      `-f lavfi -i ${noise} -af volume=-24dB,volume='if(lt(mod(t,1),0.002),8,1)':eval=frame`,
    ],
  ])('is one level: %s', async (_, name, source) => {
    const { lufs, peakDb } = await heard(name, true, source)
    expect(Math.abs(lufs + 16)).toBeLessThan(1)
    expect(peakDb).toBeLessThanOrEqual(-0.5)
  })

  it('is as it came where that is switched off', async () => {
    const { lufs } = await heard('left.wav', false, `-f lavfi -i ${noise} -af volume=-14dB`)
    expect(lufs).toBeLessThan(-30)
  })
})
