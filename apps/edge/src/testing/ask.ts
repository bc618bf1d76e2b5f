import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }
export type Ask = (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>

/** Asks a server on this machine. Sends the path as it is: fetch would tidy it up. */
export function askAt(port: number): Ask {
  return async (path, headers = {}, method = 'GET') => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }).end()
    const [response] = await once(request, 'response')
    const body = Buffer.concat(await response.toArray())
    return { status: response.statusCode, headers: response.headers, body, text: body.toString() }
  }
}
