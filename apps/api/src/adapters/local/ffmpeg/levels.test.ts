import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loudnessIn } from './loudness.ts'
import { CONTENT_ID, mediaLab, textOf, timesOf, transcode } from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>

/** More than a minute of media, on a machine that does other things, too. */
vi.setConfig({ testTimeout: 300_000 })

beforeAll(async () => {
  lab = await mediaLab()
})
afterAll(() => lab.dispose())

describe('what is longer than a minute', () => {
  const noise = 'anoisesrc=d=66:c=pink:a=0.5:r=22050:seed=5'
  const soft = "-af volume='0.04*(1.2+sin(t))':eval=frame"
  const picture = '-f lavfi -i testsrc2=s=96x54:r=2:d=66'

  it.each([
    ['sound', 'long.wav', `-f lavfi -i ${noise} ${soft}`, 'audio'],
    [
      'film of one rung',
      'small.mp4',
      `${picture} -f lavfi -i ${noise} ${soft} -c:v libx264 -preset ultrafast -c:a aac`,
      '360p',
    ],
  ])(
    'plays before it was heard whole, and nobody who plays notices when it was: a %s',
    async (_, name, command, rung) => {
      const bench = { ...(await lab.bench()), normalisesLoudness: true }
      const result = await transcode(bench, await lab.make(name, command))
      expect(result.playable).toHaveLength(1)
      const whole = await textOf(bench.store, `${rung}.m3u8`)
      expect(whole.startsWith(result.firstPlaylist)).toBe(true)
      const kept = (await bench.store.read(`hls/${CONTENT_ID}/${rung}/segment0000.ts`)) ?? new Uint8Array()
      expect(await timesOf(result.firstSegment)).toEqual(await timesOf(kept))
      const [before, after] = [await loudnessOf(result.firstSegment), await loudnessOf(kept)]
      expect(Math.abs(before - after)).toBeLessThanOrEqual(1)
      expect(await loudnessOf(join(bench.root, `hls/${CONTENT_ID}/audio.m3u8`))).toBeCloseTo(-16, 0)
    },
  )

  async function loudnessOf(sound: string | Uint8Array): Promise<number> {
    const path = typeof sound === 'string' ? sound : join(lab.folder, 'heard.ts')
    if (typeof sound !== 'string') await writeFile(path, sound)
    const args = ['-nostats', '-i', path, '-vn', '-af', 'ebur128=peak=sample:framelog=verbose', '-f', 'null', '-']
    return loudnessIn((await promisify(execFile)(lab.ffmpegPath, args)).stderr).lufs
  }
})
