import pg from 'pg'
import type { Logger } from '../ports/logger.ts'

/** A channel that the database's triggers notify on; see the migrations. */
const CHANNELS = [
  'member_changed',
  'catalogue_changed',
  'media_job_changed',
  'breath_stream_taken',
  'meditation_session_ended',
] as const
export type Channel = (typeof CHANNELS)[number]

export interface Changes extends AsyncDisposable {
  /**
   * Calls `listener` with the payload of each notification, and with `'*'` (anything may have changed) whenever the
   * connection was lost and is back.
   */
  on(channel: Channel, listener: (payload: string) => void): void
}

const RETRY_MS = 500
const KEEP_ALIVE_MS = 10_000
/** How often the connection is asked for a sign of life, and how long it may take for that, or for being opened. */
const LIMITS = { askEveryMs: 5_000, connectMs: 2_500, answerMs: 5_500 }

/** Listens for changes on a connection of its own, which it repairs for as long as it lives. */
export async function listenForChanges(databaseUrl: string, log: Logger, limits = LIMITS): Promise<Changes> {
  const listeners = new Map<Channel, ((payload: string) => void)[]>()
  const tell = (channel: Channel, payload: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }
  let client: pg.Client
  let retry: NodeJS.Timeout | undefined
  let nextQuestion: NodeJS.Timeout | undefined
  let lost = false
  let closed = false

  async function connect(): Promise<void> {
    client = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      connectionTimeoutMillis: limits.connectMs,
      query_timeout: limits.answerMs,
      application_name: 'better-and-bliss changes',
    })
    client.on('notification', ({ channel, payload }) => tell(channel as Channel, payload ?? '*'))
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
    if (!lost) log.warn({}, 'The connection that reports changes was lost; connecting again')
    lost = true
    retry = setTimeout(() => void reconnect(), RETRY_MS)
  }

  async function reconnect(): Promise<void> {
    retry = undefined
    try {
      await connect()
      lost = false
      log.info({}, 'The connection that reports changes is back')
      for (const channel of listeners.keys()) tell(channel, '*')
    } catch {
      // A refused connection ends without an 'end' event, and one that does not answer not at all.
      void client.end()
      reconnectLater()
    }
  }

  await connect()
  return {
    on: (channel, listener) => {
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
