import type { Observability } from '@better-and-bliss/settings'

type Datadog = Extract<Observability, { kind: 'datadog' }>

/** Takes lines of JSON, and sends them in the background. */
export interface LogIntake extends AsyncDisposable {
  write(line: string): void
}

interface Options {
  role: string
  host: string
  fetch?: typeof globalThis.fetch
}

/** The intake's own limits are 1,000 lines and 5 MB. */
const MOST_LINES = 1_000
const MOST_BYTES = 4_000_000
const SEND_EVERY_MS = 2_000
const TIMEOUT_MS = 5_000
/** While nobody takes them. The oldest go first, and are in our own log all the same. */
const MOST_WAITING = 10_000

/** Sends lines of the log to Datadog; null where that is not wanted. What cannot be sent is sent later, as far as it has room. */
export function logIntake(observability: Observability, options: Options): LogIntake | null {
  if (observability.kind === 'off' || !observability.logs) return null
  const { apiKey, site } = observability.logs
  const { fetch = globalThis.fetch } = options
  const url = `https://http-intake.logs.${site}/api/v2/logs`
  const headers = { 'dd-api-key': apiKey.reveal(), 'content-type': 'application/json' }
  const prefix = prefixOf(observability, options)
  let waiting: string[] = []
  let sending: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = batchOf(waiting)
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: `[${batch.join(',')}]`,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => null)
      await response?.body?.cancel()
      // A refusal (a wrong key, a line that it cannot read) is for good; what is overloaded or away may take it later.
      if (response === null || response.status === 429 || response.status >= 500) return
      waiting = waiting.slice(batch.length)
    }
  }

  function send(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    sending ??= sendAll().finally(() => {
      sending = null
      if (waiting.length > 0) sendSoon()
    })
    return sending
  }

  function sendSoon(): void {
    timer ??= setTimeout(() => void send(), SEND_EVERY_MS).unref()
  }

  return {
    write: (line) => {
      // Only what this process writes comes here: each line is an object.
      waiting.push(prefix + line.trimEnd().slice(1))
      if (waiting.length > MOST_WAITING && !sending) waiting = waiting.slice(-MOST_WAITING)
      if (waiting.length >= MOST_LINES && !sending) void send()
      else sendSoon()
    },
    [Symbol.asyncDispose]: async () => {
      await send()
      clearTimeout(timer)
    },
  }
}

function batchOf(lines: readonly string[]): string[] {
  let bytes = 0
  const end = lines.slice(0, MOST_LINES).findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1
    return bytes > MOST_BYTES
  })
  return lines.slice(0, end < 0 ? MOST_LINES : Math.max(1, end))
}

function prefixOf({ service, environment, version }: Datadog, { role, host }: Options): string {
  const tags = { role, env: environment, version }
  const ddtags = Object.entries(tags).flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`]))
  const fields = {
    ddsource: 'nodejs',
    service: service ?? 'better-and-bliss',
    hostname: host,
    ddtags: ddtags.join(','),
  }
  return `${JSON.stringify(fields).slice(0, -1)},`
}
