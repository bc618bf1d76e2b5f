/** What is told of a failure. `detail` is for people, `code` for programs. */
export interface ProblemFields {
  status: number
  title: string
  detail: string
  code: string
  request_id: string
}

/** RFC 9457 problem details. Their media type is `application/problem+json`. */
export function problemOf(fields: ProblemFields): { type: 'about:blank' } & ProblemFields {
  return { type: 'about:blank', ...fields }
}
