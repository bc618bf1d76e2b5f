/** What CloudFront Functions (runtime 2.0) hand a function for a viewer's request, as far as it is read here. */
export interface FunctionEvent {
  request: FunctionRequest
}

export interface FunctionRequest {
  method: string
  /** The path, as it was sent. */
  uri: string
  querystring: Record<string, { value: string }>
  /** By names in small letters. */
  headers: Record<string, { value: string } | undefined>
  /** As it was sent, without `?`; undefined where there was none. */
  rawQueryString(): string | undefined
}

export interface FunctionAnswer {
  statusCode: number
  statusDescription: string
  headers: Record<string, { value: string }>
  body: { encoding: 'text'; data: string }
}
