import { ConfigError } from '@better-and-bliss/settings'

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const STOP_TIMEOUT_MS = 4_500

/**
 * Runs one of our processes: starts it, says that it is ready to whoever spawned it, and closes what it opened, in
 * reverse order, on a signal or when its parent is gone. What keeps it from starting is one clear text and exit code 1.
 */
export async function runProcess(name: string, start: (stack: AsyncDisposableStack) => Promise<void>): Promise<void> {
  const stack = new AsyncDisposableStack()
  let stopping = false

  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
    await stack.disposeAsync()
    process.exit(0)
  }

  for (const signal of STOP_SIGNALS) process.on(signal, () => void stop())
  process.on('disconnect', () => void stop())
  try {
    await start(stack)
    process.send?.({ type: 'ready' })
  } catch (error) {
    // Asked to stop while starting: what start had yet to do fails now, and nobody needs to hear of it.
    if (stopping) return
    console.error(explain(name, error))
    await stack.disposeAsync().catch(() => {})
    process.exit(1)
  }
}

function explain(name: string, error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return `The ${name} could not start: ${String(error)}`
  const { code, port } = error as Error & { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken (${name}). Stop what uses it, or choose another: ${name}_PORT=…`
  return `The ${name} could not start: ${error.stack ?? error.message}`
}
