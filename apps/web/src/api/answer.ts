import type { Problem } from '@better-and-bliss/sdk'
import { t } from '../language/common.ts'
import { translations } from '../language/page-language.ts'

/** The API refused or could not be reached; `message` is a sentence for the person who asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** 0 when no answer came. */
  readonly status: number
  readonly code: Problem['code'] | 'unreachable'
  /** What is wrong with each field of the body, by its name. */
  readonly fields: Record<string, string>
  /** What this code says beside that: the body, as the API's document describes it. */
  readonly body: object

  constructor(message: string, status: number, code: ApiError['code'], { fields = {}, body = {} }: Details = {}) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
    this.body = body
  }
}

interface Details {
  fields?: Record<string, string>
  body?: object
}

/** The error when no answer came, or none that can be read. */
export function unreachable(): ApiError {
  return new ApiError(t('unreachable'), 0, 'unreachable')
}

/** Whether the API said that there is no such thing, whatever was wrong with its id. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 400)
}

/** An error for the person in front of it: the API's own words, or `otherwise`. */
export function wordsOf(error: unknown, otherwise: string): string {
  return error instanceof ApiError ? error.message : otherwise
}

/**
 * What is wrong with the fields of a form, in the API's words.
 *
 * @param fields the form's own; errors of others are left out
 * @param fieldOf the field that a code of the API is about
 */
export function fieldErrorsOf<Field extends string>(
  error: unknown,
  fields: readonly Field[],
  fieldOf: Partial<Record<ApiError['code'], Field>> = {},
): Partial<Record<Field, string>> {
  if (!(error instanceof ApiError)) return {}
  const field = fieldOf[error.code]
  const named: Partial<Record<string, string>> = field ? { [field]: error.message } : error.fields
  return Object.fromEntries(fields.flatMap((name) => (named[name] ? [[name, named[name]]] : []))) as Partial<
    Record<Field, string>
  >
}

interface Result<Data> {
  data?: Data | undefined
  error?: unknown
  response?: Response
}

/**
 * Unwraps what an sdk function returned.
 *
 * @throws ApiError with the API's own words, or our own when it did not answer.
 */
export async function answerOf<Data>(call: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (response?.ok && data !== undefined) return data
  throw toApiError(error, response?.status ?? 0)
}

function toApiError(error: unknown, status: number): ApiError {
  if (isProblem(error)) {
    const fields = fieldsOf(error)
    return new ApiError(wordsFor(error, Object.values(fields)), error.status, error.code, { fields, body: error })
  }
  if (status === 0) return unreachable()
  return new ApiError(t('ourFault'), status, 'internal')
}

/** @param ofFields what is wrong with each: the API's own summary calls fields by the names that clients know them by */
function wordsFor({ code, detail }: Problem, ofFields: readonly string[]): string {
  // Whoever asks for something of a member was signed in; the same words as where that is told are shown once.
  if (code === 'unauthenticated') return t('sessionEnded')
  return inPageLanguage(code) ?? (ofFields.length > 0 ? [...new Set(ofFields)].join(' ') : detail)
}

/** The API speaks English. Other languages have words of their own for each of its codes. */
export function inPageLanguage(code: Problem['code']): string | undefined {
  return translations.problems?.[code]
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'detail' in error && 'code' in error
}

function fieldsOf({ errors = [] }: Problem): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ loc, msg }) => [loc.at(-1) ?? '', inPageLanguage('invalid_request') ?? sentence(msg)]),
  )
}

/** The API speaks of a field without naming it: `must have at least 8 characters`. */
function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}`
}
