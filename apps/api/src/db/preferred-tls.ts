import { once } from 'node:events'
import { isIP, connect as openSocket, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as openTls } from 'node:tls'

/** PostgreSQL's SSLRequest: its length, and the number that stands for it. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** A connection to PostgreSQL that is encrypted where the server can do that, and not where it cannot: `sslmode=prefer`. */
export class PreferredTls extends Duplex {
  #socket: Socket | undefined

  /** As that of a socket, which the driver takes this for. */
  connect(port: number, host: string): this {
    this.#open(port, host).then(
      (socket) => this.#adopt(socket),
      (error: Error) => this.destroy(error),
    )
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(on?: boolean, initialDelayMs?: number): this {
    this.#socket?.setKeepAlive(on, initialDelayMs)
    return this
  }

  ref(): this {
    this.#socket?.ref()
    return this
  }

  unref(): this {
    this.#socket?.unref()
    return this
  }

  override _read(): void {
    this.#socket?.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket?.write(chunk, done)
  }

  override _final(done: () => void): void {
    // The server may have ended it meanwhile, which is no failure.
    if (this.#socket) this.#socket.end(() => done())
    else done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket?.destroy()
    done(error)
  }

  async #open(port: number, host: string): Promise<Socket> {
    const plain = await this.#dial(port, host)
    plain.write(SSL_REQUEST)
    const answer = await answerOf(plain)
    if (answer === 'N') return plain
    // The layer above reports what happens to it.
    plain.on('error', () => {})
    if (answer !== 'S') throw new Error('There was an error establishing an SSL connection')
    try {
      const secure = openTls({
        socket: plain,
        rejectUnauthorized: false,
        ...(isIP(host) === 0 && { servername: host }),
      })
      await once(secure, 'secureConnect')
      return secure
    } catch {
      return this.#dial(port, host)
    }
  }

  async #dial(port: number, host: string): Promise<Socket> {
    this.#socket = openSocket({ port, host, noDelay: true })
    if (this.destroyed) this.#socket.destroy()
    await once(this.#socket, 'connect')
    return this.#socket
  }

  #adopt(socket: Socket): void {
    this.#socket = socket
    if (this.destroyed) {
      socket.destroy()
      return
    }
    socket.on('data', (chunk) => {
      if (!this.push(chunk)) socket.pause()
    })
    socket.on('end', () => this.push(null))
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => this.destroy())
    socket.resume()
    this.emit('connect')
  }
}

/** One byte: whatever came behind it was not encrypted, and somebody else may have sent it. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error('Connection terminated unexpectedly'))
    socket.once('error', reject)
    socket.once('close', lost)
    socket.once('data', (answer: Buffer) => {
      socket.pause()
      socket.off('error', reject)
      socket.off('close', lost)
      resolve(answer.toString('latin1'))
    })
  })
}
