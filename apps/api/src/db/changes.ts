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

/** Listens for changes on a connection of its own, which it repairs for as long as it lives. */
export async function listenForChanges(databaseUrl: string, log: Logger): Promise<Changes> {
  const listeners = new Map<Channel, ((payload: string) => void)[]>()
  const tell = (channel: Channel, payload: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }
  let client: pg.Client
  let retry: NodeJS.Timeout | undefined
  let lost = false
  let closed = false

  async function connect(): Promise<void> {
    client = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      application_name: 'better-and-bliss changes',
    })
    client.on('notification', ({ channel, payload }) => tell(channel as Channel, payload ?? '*'))
    client.on('error', () => {})
    client.on('end', reconnectLater)
    await client.connect()
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join('; '))
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
      // A refused connection ends without an 'end' event.
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
      await client.end()
    },
  }
}
