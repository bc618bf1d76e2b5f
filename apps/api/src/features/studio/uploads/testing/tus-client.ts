import type { Readable } from 'node:stream'
import type { TestServer } from '../../../../testing/test-server.ts'
import { selectUpload } from '../upload-queries.ts'

export const TUS = { 'tus-resumable': '1.0.0' }

export interface Wish {
  length?: number
  metadata?: Record<string, string>
  cookies?: string
  headers?: Record<string, string>
}

/** What a client of tus sends. @param defaults whose uploads they are, and of which item, if nothing else is said. */
export function tusClient(server: TestServer, defaults: { cookies: string; contentId: () => string }) {
  function begin({ length = 20 * 2 ** 20, metadata = {}, cookies = defaults.cookies, headers = TUS }: Wish = {}) {
    const sent = encoded({ content_id: defaults.contentId(), filename: 'Night sea.MP4', ...metadata })
    return server.request('POST', '/api/studio/uploads', {
      cookies,
      headers: { ...headers, 'upload-length': String(length), 'upload-metadata': sent },
    })
  }

  function append(
    url: string,
    offset: number,
    bytes: Buffer | Readable,
    { cookies = defaults.cookies, headers = {} }: Wish = {},
  ) {
    const about = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
    return server.request('PATCH', url, { cookies, body: bytes, headers: { ...TUS, ...about, ...headers } })
  }

  const urlOf = async (wish: Wish = {}) => String((await begin(wish)).headers.location)

  return {
    begin,
    append,
    urlOf,

    /** Sends a file whole. @returns the id of its upload. */
    async send(bytes: Buffer, metadata: Record<string, string> = {}): Promise<string> {
      const url = await urlOf({ length: bytes.length, metadata })
      await append(url, 0, bytes)
      return idOf(url)
    },

    async offsetOf(url: string) {
      const { headers, statusCode } = await server.app.inject({
        method: 'HEAD',
        url,
        headers: { cookie: defaults.cookies, ...TUS },
      })
      return { statusCode, offset: Number(headers['upload-offset']), length: Number(headers['upload-length']) }
    },

    rowOf: (url: string) => selectUpload(server.db, idOf(url)),
  }
}

function idOf(url: string): string {
  return url.split('/').at(-1) ?? ''
}

function encoded(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}
