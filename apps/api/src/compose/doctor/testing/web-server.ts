import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { freePorts } from '@better-and-bliss/process/free-ports'
import type { Certificate } from '../../../testing/certificate.ts'

/** An address of this machine where nobody listens. */
export async function silentAddress(): Promise<string> {
  const [port] = await freePorts(1)
  return `http://127.0.0.1:${port}`
}

/** A server on a free port of this machine. @param certificate with it, it speaks HTTPS. */
export async function webServer(answer: RequestListener, certificate: Certificate | null = null) {
  const server = certificate ? createTlsServer(certificate, answer) : createServer(answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate ? 'https' : 'http'}://localhost:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
