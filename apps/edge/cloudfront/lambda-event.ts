import type { OwnAnswer } from './viewer-answers.ts'

/** What Lambda@Edge hands a function for a request, as far as it is read here. */
export interface LambdaEvent {
  Records: readonly [{ cf: { request: LambdaRequest } }]
}

export interface LambdaRequest {
  method: string
  /** The path, as it was sent. */
  uri: string
  /** As it was sent, without `?`. */
  querystring: string
  headers: LambdaHeaders
}

/** By names in small letters; `key` is the name as it is sent. */
export type LambdaHeaders = Record<string, { key?: string; value: string }[] | undefined>

export interface LambdaAnswer {
  status: string
  statusDescription: string
  headers: LambdaHeaders
  body: string
  bodyEncoding: 'text' | 'base64'
}

/** The first value of a header that was sent. */
export function headerOf({ headers }: LambdaRequest, name: string): string | undefined {
  return headers[name]?.[0]?.value
}

export function lambdaHeaders(headers: Record<string, string>): LambdaHeaders {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]))
}

export function lambdaAnswer({ status, description, headers, text }: OwnAnswer): LambdaAnswer {
  const spoken = { status: String(status), statusDescription: description }
  return { ...spoken, headers: lambdaHeaders(headers), body: text, bodyEncoding: 'text' }
}
