import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { explain } from './failure.ts'
import { secondsOf } from './pass.ts'
import { type Run, runToEnd } from './run.ts'

/** Node stands in for ffmpeg: the way in which a child ends is what counts. */
const script = (code: string, rest: Partial<Run> = {}): Run => ({
  ...{ ffmpegPath: process.execPath, args: ['-e', code], cwd: tmpdir() },
  ...{ signal: new AbortController().signal, totalMs: 20_000, ...rest },
})

describe('a run of ffmpeg', () => {
  it('gives the end of what was written to stderr', async () => {
    const stderr = await runToEnd(script("console.error('x'.repeat(20000) + 'last words')"))
    expect(stderr.length).toBe(8_000)
    expect(stderr.slice(-13)).toBe('xxlast words\n')
  })

  it('fails in words, with the raw text as the cause', async () => {
    const run = runToEnd(script("console.error('moov atom not found'); process.exit(1)"))
    await expect(run).rejects.toMatchObject({ name: 'MediaRefused', cause: { message: 'moov atom not found' } })
  })

  it('reads its input, and fails with what goes wrong while that is made', async () => {
    const echo = 'process.stdin.on("data", (bytes) => console.error(bytes.length))'
    expect(await runToEnd(script(echo, { input: [Buffer.alloc(10)] }))).toBe('10\n')
    function* broken(): Generator<Buffer> {
      yield Buffer.alloc(10)
      throw new Error('no more frames')
    }
    await expect(runToEnd(script(echo, { input: broken() }))).rejects.toThrow('no more frames')
  })

  it('says why it ended early, not that its pipe broke', async () => {
    const input = Array.from({ length: 50 }, () => Buffer.alloc(100_000))
    const run = runToEnd(script("console.error('moov atom not found'); process.exit(1)", { input }))
    await expect(run).rejects.toHaveProperty('name', 'MediaRefused')
  })

  it('is ended when it takes too long', async () => {
    const run = runToEnd(script('setInterval(() => {}, 1000)', { totalMs: 1 }))
    await expect(run).rejects.toThrow('ffmpeg took longer than it may.')
  })

  it.skipIf(process.platform === 'win32')(
    'is ended by the system itself when it uses too much of the processor',
    async () => {
      const run = runToEnd(script('for (;;);', { limits: { processorSeconds: 1, memoryKb: 64e6 } }))
      await expect(run).rejects.toHaveProperty('name', 'FfmpegOverran')
    },
  )

  it('is ended, and gives the reason, when it is aborted', async () => {
    const stop = new AbortController()
    const run = runToEnd(script('setInterval(() => {}, 1000)', { signal: stop.signal }))
    stop.abort(new Error('the worker stops'))
    await expect(run).rejects.toThrow('the worker stops')
  })

  it('is not begun when it has been aborted before', async () => {
    await expect(runToEnd(script('', { signal: AbortSignal.abort(new Error('too late')) }))).rejects.toThrow('too late')
  })

  it('says when there is nothing to run', async () => {
    const run = runToEnd({ ...script(''), ffmpegPath: '/nowhere/ffmpeg' })
    await expect(run).rejects.toMatchObject({ name: 'ResourceUnavailable', message: expect.stringContaining('ENOENT') })
  })
})

describe('the end of ffmpeg', () => {
  it.each([
    ['[mov] moov atom not found', 'MediaRefused', /incomplete/],
    ['in.mp4: Invalid data found when processing input', 'MediaRefused', /damaged/],
    ["Stream map '0:V:0' matches no streams.", 'MediaRefused', /no picture and no sound/],
    ['Codec (cinepak) not on whitelist', 'MediaRefused', /codec/],
    ['av_interleaved_write_frame(): No space left on device', 'ResourceUnavailable', /disk is full/],
    ['Invalid data found; Cannot allocate memory', 'ResourceUnavailable', /memory/],
    ["Unknown encoder 'libx264'", 'ResourceUnavailable', /lacks a part/],
    [
      'Number of streams exceeds max_streams parameter (256); Cannot allocate memory',
      'MediaRefused',
      /too many tracks/,
    ],
    ['Error opening input: Permission denied', 'ResourceUnavailable', /may not read/],
    ['something new', 'FfmpegFailed', /code 1/],
  ])('%s', (stderr, name, words) => {
    const error = explain({ exitCode: 1, signal: null, stderr })
    expect(error).toMatchObject({ name, message: expect.stringMatching(words), cause: { message: stderr } })
  })

  it('is not told by what a file says of itself', () => {
    const stderr = [
      "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:source':",
      '  Metadata:',
      '    title           : No space left on device',
      '                    : Cannot allocate memory',
      '[in#0] Error while decoding',
    ].join('\n')
    expect(explain({ exitCode: 1, signal: null, stderr })).toMatchObject({ name: 'MediaRefused' })
  })

  it('by the system is our side’s fault, by a crash nobody’s', () => {
    const ended = (signal: NodeJS.Signals) => explain({ exitCode: null, signal, stderr: 'Invalid data found' })
    expect(ended('SIGKILL')).toMatchObject({ name: 'ResourceUnavailable', message: expect.stringContaining('SIGKILL') })
    expect(ended('SIGSEGV')).toMatchObject({ name: 'FfmpegFailed', message: 'ffmpeg was ended by SIGSEGV.' })
  })
})

describe('the heartbeat', () => {
  async function times(pieces: string[]): Promise<number[]> {
    async function* output() {
      yield* pieces
    }
    return await Array.fromAsync(secondsOf(output()))
  }

  it('is the presentation time of the latest whole line, wherever the pieces are cut', async () => {
    const text = '#tb 0: 1/30\n#dimensions 0: 640x360\n0,  -2,   0, 1, 6425, 0x0f, S=1, 8\n0,  88,  90, 1, 20, 0xcc\n'
    expect(await times([text])).toEqual([3])
    expect((await times(text.split(''))).at(-1)).toBe(3)
    expect(await times([text.slice(0, 60), text.slice(60)])).toEqual([3])
  })

  it('is silent before the first packet', async () => {
    expect(await times(['#tb 0: 1/30\n', '#dimensions 0: 640x360\n'])).toEqual([])
  })
})
