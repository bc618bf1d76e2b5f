import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Ending, explain, FfmpegOverran } from './failure.ts'

export interface Run {
  ffmpegPath: string
  args: string[]
  /** The folder that relative names in `args` start from. */
  cwd: string
  signal: AbortSignal
  totalMs: number
  /** What ffmpeg reads from stdin, made as it is read. */
  input?: Iterable<Buffer> | AsyncIterable<Uint8Array>
  /** What the system itself stops it at, even when nobody is left to do it. Not on Windows. */
  limits?: { processorSeconds: number; memoryKb: number }
  /** How much of the end of stderr is kept. */
  stderrCharacters?: number
}

/** A child that writes nothing for so long hangs. It counts only where output is expected all the time. */
const SILENCE_MS = 120_000
const STDERR_CHARACTERS = 8_000

/**
 * Runs ffmpeg and yields what it writes to stdout as it comes; ffmpeg waits while the caller is busy with a piece.
 * However the loop over it ends, the child is dead afterwards.
 *
 * @returns the end of what it wrote to stderr.
 * @throws MediaRefused, ResourceUnavailable, FfmpegFailed, FfmpegOverran, or the reason of `signal`.
 */
export async function* outputOf(run: Run): AsyncGenerator<string, string> {
  const { cwd, signal, totalMs } = run
  signal.throwIfAborted()
  const child = spawn(...commandOf(run), {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const ended = endingOf(child, run.stderrCharacters ?? STDERR_CHARACTERS)
  yieldToOthers(child)
  const fed = feed(child.stdin, run.input)
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
    if (overrun) throw new FfmpegOverran(`ffmpeg ${overrun}.`, { cause: new Error(ending.stderr) })
    if (ending.exitCode !== 0) throw explain(ending)
    await fed
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
export function runToEnd(run: Run): Promise<string> {
  return endOf(outputOf(run))
}

/** Reads an output to its end, and gives its pieces to `take`. @returns the end of what was written to stderr. */
export async function endOf(output: AsyncGenerator<string, string>, take = (_piece: string) => {}): Promise<string> {
  for (;;) {
    const step = await output.next()
    if (step.done) return step.value
    take(step.value)
  }
}

/** @throws whatever making the input throws. An ffmpeg that ends early breaks the pipe; what it said itself tells more. */
function feed(stdin: Writable, input: Run['input']): Promise<void> {
  if (!input) {
    stdin.on('error', () => {}).end()
    return Promise.resolve()
  }
  const fed = pipeline(Readable.from(input, { objectMode: false, highWaterMark: 1 }), stdin)
  fed.catch(() => {})
  return fed
}

/** The shell sets the limits and becomes ffmpeg. What a system cannot limit (macOS: memory) stays without. */
function commandOf({ ffmpegPath, args, limits }: Run): [command: string, args: string[]] {
  if (!limits || process.platform === 'win32') return [ffmpegPath, args]
  const { processorSeconds, memoryKb } = limits
  const script = `ulimit -S -t ${processorSeconds}; ulimit -v ${memoryKb}; exec "$0" "$@" 2>&3`
  return ['/bin/sh', ['-c', `exec 3>&2 2>/dev/null; ${script}`, ffmpegPath, ...args]]
}

function endingOf(child: ChildProcess, stderrCharacters: number): Promise<Ending> {
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrCharacters)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: null, stderr: error.message }))
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
