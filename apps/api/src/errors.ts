/** Every way in which a request can fail, and the HTTP status it becomes. Clients may switch on the code. */
const STATUS = {
  malformed_request: 400,
  encryption_required: 400,
  message_expired: 400,
  message_replayed: 400,
  invalid_id: 400,
  invalid_code: 400,
  invalid_link: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  session_ended: 401,
  forbidden: 403,
  foreign_origin: 403,
  address_not_allowed: 403,
  step_up_required: 403,
  account_suspended: 403,
  not_confirmed: 403,
  new_password_required: 403,
  challenge_unsupported: 403,
  captcha_refused: 403,
  upgrade_required: 403,
  not_in_country: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  email_taken: 409,
  slug_taken: 409,
  not_ready: 409,
  edit_conflict: 409,
  last_admin: 409,
  shelf_in_use: 409,
  content_deleted: 409,
  already_ended: 409,
  already_started: 409,
  preset_limit: 409,
  routine_limit: 409,
  download_limit: 409,
  not_downloadable: 409,
  circle_open: 409,
  circle_full: 409,
  not_under_way: 409,
  stream_ended: 409,
  offset_conflict: 409,
  stream_expired: 410,
  link_expired: 410,
  tus_version: 412,
  too_large: 413,
  quota_exceeded: 413,
  unsupported_media_type: 415,
  invalid_request: 422,
  websocket_expected: 426,
  too_many_requests: 429,
  stream_limit: 429,
  headers_too_large: 431,
  checksum_mismatch: 460,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof STATUS

/** One field that was wrong: where it stands (`['body', 'email']`) and what is wrong with it. */
export interface FieldError {
  loc: string[]
  msg: string
}

interface Details {
  /** What the log keeps; never sent. */
  cause?: unknown
  fields?: FieldError[]
  retryAfterSeconds?: number
  /** What the answer says beside the problem. */
  headers?: Record<string, string>
  /** Further members of the problem, as the schema of the route's answer describes them. */
  members?: Record<string, unknown>
}

/** A failure with two audiences: `message` is for the client, `cause` for the log. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly fields: FieldError[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly headers: Record<string, string>
  readonly members: Record<string, unknown>

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.code = code
    this.fields = details.fields
    this.retryAfterSeconds = details.retryAfterSeconds
    this.headers = details.headers ?? {}
    this.members = details.members ?? {}
  }

  get status(): number {
    return STATUS[this.code]
  }
}

/** The code that stands for an HTTP status which a library chose. */
export function codeForStatus(status: number): ErrorCode {
  const found = Object.entries(STATUS).find(([, value]) => value === status)?.[0]
  if (found) return found as ErrorCode
  return status >= 500 ? 'internal' : 'malformed_request'
}

export const ERROR_CODES = Object.keys(STATUS) as [ErrorCode, ...ErrorCode[]]
