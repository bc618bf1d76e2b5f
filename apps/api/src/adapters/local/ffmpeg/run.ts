import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { type Ending, explain, FfmpegFailed } from './failure.ts'

export interface Run {
  ffmpegPath: string
  args: string[]
  /** The folder that relative names in `args` start from. */
  cwd: string
  signal: AbortSignal
  totalMs: number
}

/** A child that writes nothing for so long hangs. It counts only where output is expected all the time. */
const SILENCE_MS = 120_000
const STDERR_TAIL_CHARACTERS = 8_000

/**
 * Runs ffmpeg and yields what it writes to stdout as it comes; ffmpeg waits while the caller is busy with a piece.
 * However the loop over it ends, the child is dead afterwards.
 *
 * @returns the end of what it wrote to stderr.
 * @throws MediaRefused, FfmpegFailed, or the reason of `signal`.
 */
export async function* outputOf({ ffmpegPath, args, cwd, signal, totalMs }: Run): AsyncGenerator<string, string> {
  signal.throwIfAborted()
  const child = spawn(ffmpegPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  const ended = endOf(child)
  yieldToOthers(child)
  let overrun: string | undefined
  const endBecause = (words: string) => () => {
    overrun = words
    child.kill('SIGKILL')
  }
  const abort = endBecause('was stopped')
  signal.addEventListener('abort', abort)
  const total = setTimeout(endBecause('took longer than it may'), totalMs)
  const silence = setTimeout(endBecause('hung'), SILENCE_MS)
  try {
    for await (const piece of child.stdout.setEncoding('utf8')) {
      yield String(piece)
      silence.refresh()
    }
    const ending = await ended
    signal.throwIfAborted()
    if (overrun) throw new FfmpegFailed(`ffmpeg ${overrun}.`, { cause: new Error(ending.stderr) })
    if (ending.exitCode !== 0) throw explain(ending)
    return ending.stderr
  } finally {
    clearTimeout(total)
    clearTimeout(silence)
    signal.removeEventListener('abort', abort)
    child.kill('SIGKILL')
    await ended
  }
}

/** Runs ffmpeg to its end. @returns the end of what it wrote to stderr. */
export async function runToEnd(run: Run): Promise<string> {
  const output = outputOf(run)
  for (;;) {
    const step = await output.next()
    if (step.done) return step.value
  }
}

function endOf(child: ChildProcess): Promise<Ending> {
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_TAIL_CHARACTERS)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: error.message, stderr }))
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stderr }))
  })
}

/** ffmpeg takes what nobody else wants of the processor. The threads that it is about to start inherit its priority. */
function yieldToOthers(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already.
  }
}
