import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import { SECURITY_HEADERS } from '@better-and-bliss/http'
import { readableBy } from './refusals.ts'

/** Header names and values in turn: the form that costs `writeHead` least. */
export type HeaderList = readonly OutgoingHttpHeader[]

export function headerList(headers: Readonly<Record<string, OutgoingHttpHeader>>): HeaderList {
  return Object.entries(headers).flat()
}

/** One request on its way to its answer, with the headers that the answer has in any case. */
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  common: HeaderList
  /** What is answered: a decision's kind, or `health`, `preflight`. */
  kind: string
}

/** Answers with a whole body. For HEAD, Node leaves the body out and keeps its length. */
export function answer(
  { response, common }: Exchange,
  status: number,
  headers: HeaderList,
  body: string | Buffer,
): void {
  response.writeHead(status, [...common, ...headers, 'Content-Length', Buffer.byteLength(body)])
  response.end(body)
}

export function answerText(exchange: Exchange, status: number, message: string, headers: HeaderList = []): void {
  answer(
    exchange,
    status,
    ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store', ...headers],
    message,
  )
}

/** Headers of every answer to a request from `origin`. Only our web app's pages may read what they fetch. */
export function commonHeaders(webOrigin: string): (origin: string | undefined) => HeaderList {
  const forWebApp = [...SECURITY, ...headerList(readableBy(webOrigin))]
  return (origin) => (origin === webOrigin ? forWebApp : SECURITY)
}

/** Pictures may be shown by the web app, which is another origin. */
const SECURITY: HeaderList = headerList({
  ...SECURITY_HEADERS,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Origin',
})
