import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { inspectSource } from './inspect.ts'
import { levelFor, levelOf, loudnessIn, sampledLevelOf } from './loudness.ts'
import { CONTENT_ID, mediaLab, transcode } from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>

/** More than a minute of media, on a machine that does other things, too. */
vi.setConfig({ testTimeout: 300_000 })

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

describe('a sound that is heard in places', () => {
  async function heardOf(name: string, source: string) {
    const found = await inspectSource(lab.ffmpegPath, await lab.make(name, source), signal)
    if (!found.sound) throw new Error('There is no sound')
    return [{ ffmpegPath: lab.ffmpegPath, workFolder: lab.folder, signal }, found, found.sound] as const
  }
  const { signal } = new AbortController()
  const speech = "volume='0.05*(1+0.8*sin(t/7))*gt(mod(t,5),1.5)':eval=frame"
  const noise = 'anoisesrc=d=80:c=pink:a=0.5:r=22050:seed=5'

  it.each([
    ['that swells and pauses', 'swells.m4a', `-f lavfi -i ${noise} -af ${speech} -c:a aac -b:a 48k`],
    ['that ends in silence', 'ends.wav', `-f lavfi -i ${noise} -af volume=0.1,volume='lt(t,50)':eval=frame`],
    ['that begins late', 'late.mkv', `-itsoffset 9 -f lavfi -i ${noise} -f lavfi -i color=s=64x48:r=1:d=89 -c:a flac`],
  ])('gets nearly the level of the whole: one %s', async (_, name, source) => {
    const heard = await heardOf(name, source)
    const [sampled, whole] = [await sampledLevelOf(...heard), await levelOf(...heard)]
    if (sampled === 'uncertain') throw new Error('It is not known')
    expect(Math.abs((sampled?.gainDb ?? 0) - (whole?.gainDb ?? 0))).toBeLessThanOrEqual(1)
    expect(whole?.gainDb).toBeGreaterThan(5)
  })

  it.each([
    ['a stroke in silence', 'gong.wav', `-f lavfi -i ${noise} -af volume='lt(t,3)':eval=frame`],
    [
      'strokes that differ',
      'gongs.wav',
      `-f lavfi -i ${noise} -af volume='lt(mod(t,40),3)/(1+40*gt(t,20))':eval=frame`,
    ],
    ['silence', 'silence.wav', '-f lavfi -i anullsrc=d=100:r=8000'],
  ])('is heard whole where that says too little: %s', async (_, name, source) => {
    expect(await sampledLevelOf(...(await heardOf(name, source)))).toBe('uncertain')
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
