import pg from 'pg'
import { CHANNELS, type Channel, EVENTS, type Payload } from '../events.ts'
import type { Logger } from '../ports/logger.ts'
import { isRefused, renewUrl } from './admission.ts'
import { connectionTo, type DatabaseUrl } from './connection.ts'

export interface Changes extends AsyncDisposable {
  /**
   * Calls `onChange` with each event of the channel, and `onAnything` (anything may have changed) when a trigger says so and
   * whenever the connection was lost and is back.
   */
  on<Of extends Channel>(channel: Of, onChange: (event: Payload<Of>) => void, onAnything: () => void): void
}

/** Takes a notification's payload; undefined: anything may have changed. */
type Listener = (payload: string | undefined) => void

const ANYTHING = '*'
const KEEP_ALIVE_MS = 10_000
/**
 * How often the connection is asked for a sign of life, how long it may take for that, or for being opened again, and the first and the
 * longest pause before it is opened again: each pause is twice the one before. The first time it may take longer: every process of a
 * busy machine starts at that moment, and nothing is served yet.
 */
const LIMITS = {
  askEveryMs: 5_000,
  firstConnectMs: 30_000,
  connectMs: 2_500,
  answerMs: 5_500,
  retryMs: { first: 500, longest: 5_000 },
}

/** Listens for changes on a connection of its own, which it repairs for as long as it lives. */
export async function listenForChanges(databaseUrl: DatabaseUrl, log: Logger, limits = LIMITS): Promise<Changes> {
  const listeners = new Map<string, Listener[]>()
  const tell = (channel: string, payload: string | undefined) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }
  let client: pg.Client
  let retry: NodeJS.Timeout | undefined
  let nextQuestion: NodeJS.Timeout | undefined
  /** The next pause before the lost connection is opened again; null while there is one. */
  let pauseMs: number | null = null
  let closed = false

  async function connect(connectMs: number): Promise<void> {
    client = newClient(databaseUrl, connectMs, limits.answerMs)
    client.on('notification', ({ channel, payload }) => tell(channel, payload === ANYTHING ? undefined : payload))
    client.on('error', () => {})
    client.on('end', reconnectLater)
    await client.connect()
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join('; '))
    askLater(client)
  }

  /** A connection that carries nothing any more looks like one on which nothing happens. */
  function askLater(asked: pg.Client): void {
    if (closed) return
    nextQuestion = setTimeout(() => {
      asked.query('select 1').then(
        () => askLater(asked),
        () => void asked.end(),
      )
    }, limits.askEveryMs)
  }

  function reconnectLater(): void {
    if (closed || retry) return
    if (pauseMs === null) log.warn({}, 'The connection that reports changes was lost; connecting again')
    const waitMs = pauseMs ?? limits.retryMs.first
    pauseMs = Math.min(2 * waitMs, limits.retryMs.longest)
    retry = setTimeout(() => void reconnect(), waitMs)
  }

  async function reconnect(): Promise<void> {
    retry = undefined
    try {
      await connect(limits.connectMs)
      pauseMs = null
      log.info({}, 'The connection that reports changes is back')
      for (const channel of listeners.keys()) tell(channel, undefined)
    } catch (error) {
      if (!closed) log.warn({ err: error, waitMs: pauseMs }, 'The connection that reports changes cannot be opened yet')
      // A refused connection ends without an 'end' event, and one that does not answer not at all.
      void client.end()
      if (isRefused(error)) await renewUrl(databaseUrl, log)
      reconnectLater()
    }
  }

  await connect(limits.firstConnectMs)
  return {
    on: (channel, onChange, onAnything) => {
      const listener = parsing(channel, onChange, onAnything, log)
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
    [Symbol.asyncDispose]: async () => {
      closed = true
      clearTimeout(retry)
      clearTimeout(nextQuestion)
      await client.end()
    },
  }
}

function newClient(databaseUrl: DatabaseUrl, connectMs: number, answerMs: number): pg.Client {
  return new pg.Client({
    ...connectionTo(databaseUrl),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    application_name: 'better-and-bliss changes',
  })
}

/** What cannot be read says no less than that something changed. */
function parsing<Of extends Channel>(
  channel: Of,
  onChange: (event: Payload<Of>) => void,
  onAnything: () => void,
  log: Logger,
): Listener {
  return (payload) => {
    if (payload === undefined) return onAnything()
    const parsed = EVENTS[channel].safeParse(payload)
    if (parsed.success) return onChange(parsed.data as Payload<Of>)
    log.warn({ channel, payload }, 'A notification cannot be read')
    onAnything()
  }
}
