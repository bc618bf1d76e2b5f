import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface SmtpCounterpart extends AsyncDisposable {
  port: number
  accepted: { raw: Buffer; recipients: string[]; secure: boolean; user: unknown }[]
  /** How many connections were opened so far. */
  connections(): number
  /** Ends all connections at once, without a word. */
  cut(): void
}

/** An SMTP server (npm's `smtp-server`) on a socket, which keeps what it accepts. */
export async function smtpCounterpart(options: SMTPServerOptions = {}): Promise<SmtpCounterpart> {
  const accepted: SmtpCounterpart['accepted'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        accepted.push({ raw: Buffer.concat(chunks), recipients, secure: session.secure, user: session.user })
        done(null, `queued as ${accepted.length}`)
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const sockets: Socket[] = []
  server.server.on('connection', (socket: Socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    accepted,
    connections: () => sockets.length,
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What a handler answers with instead of accepting. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
