import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const LAST_WORDS_CHARACTERS = 2000

/**
 * Runs ffmpeg to its end, feeding it `input` if there is any. Rejects with ffmpeg's last words when it fails, and with
 * the signal's reason when aborted (the process is killed).
 */
export async function runFfmpeg(
  ffmpegPath: string,
  args: readonly string[],
  signal: AbortSignal,
  input: Iterable<Buffer> = [],
): Promise<void> {
  signal.throwIfAborted()
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y']
  const child = spawn(ffmpegPath, [...quiet, ...args], { stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true })
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS_CHARACTERS)
  })
  const fed = pipeline(Readable.from(input, { objectMode: false, highWaterMark: 1 }), child.stdin)
  // An ffmpeg that ends early breaks the pipe; what it said itself tells more.
  fed.catch(() => {})
  try {
    const [code] = await once(child, 'close')
    signal.throwIfAborted()
    if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${words.trim() || 'no message'}`)
    await fed
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
