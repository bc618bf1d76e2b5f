import { problemOf } from '@better-and-bliss/http'
import { StoreUnavailable } from '@better-and-bliss/object-store'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AppError, codeForStatus, ERROR_CODES, type FieldError } from '../errors.ts'
import type { App } from './app.ts'
import { MISSING, speakOfFields } from './field-words.ts'
import { appendHeaders, writeHeaders } from './headers.ts'
import { statusTitle } from './status-title.ts'

/** RFC 9457 problem details. `detail` is the sentence that the specification's clients read. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(ERROR_CODES),
    request_id: z.string(),
    errors: z.array(z.object({ loc: z.array(z.string()), msg: z.string() })).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'What went wrong, in words (`detail`) and for programs (`code`)',
    example: {
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'Not authenticated',
      code: 'unauthenticated',
      request_id: 'req-1',
    },
  })

/** The only place where errors become HTTP. */
export function answerProblems(app: App): void {
  speakOfFields()
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = lacksId(error, request) ? notFound() : toAppError(error)
    if (known.status >= 500) request.log.error({ err: error }, 'The request failed')
    return sendProblem(request, reply, known)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, notFound()))
}

/** An address whose id was lost on its way (`/sessions//complete`) is no address, rather than one with a wrong id. */
function lacksId({ validationContext }: FastifyError, { params }: FastifyRequest): boolean {
  return validationContext === 'params' && Object.values(params as Record<string, unknown>).includes('')
}

function notFound(): AppError {
  return new AppError('not_found', 'Not found')
}

/** An address that no route can be asked about: no hook has seen it. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  writeHeaders(request, reply)
  void sendProblem(request, reply, toAppError(error))
}

function toAppError(error: FastifyError | Error): AppError {
  if (error instanceof AppError) return error
  if (error instanceof StoreUnavailable) return storeUnavailable(error)
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error)
  const status = !isResponseSerializationError(error) && 'statusCode' in error ? error.statusCode : undefined
  if (status && status < 500) return new AppError(codeForStatus(status), error.message, { cause: error })
  return new AppError('internal', 'Something went wrong on our side. Try again.', { cause: error })
}

const STORE_PAUSE_SECONDS = 30

function storeUnavailable(cause: StoreUnavailable): AppError {
  const words = 'Files cannot be reached at the moment. Try again in a minute.'
  return new AppError('unavailable', words, { cause, retryAfterSeconds: STORE_PAUSE_SECONDS })
}

interface ValidationFailure {
  validationContext?: string | undefined
  validation: { instancePath: string; message?: string | undefined }[]
}

const NO_BODY = 'A JSON body is needed, with Content-Type: application/json'

function invalidRequest({ validationContext = 'body', validation }: ValidationFailure): AppError {
  if (validationContext === 'params') return new AppError('invalid_id', 'Invalid ID format')
  const fields: FieldError[] = validation.map(({ instancePath, message = 'is not valid' }) => {
    const loc = [validationContext, ...instancePath.split('/').filter(Boolean)]
    return { loc, msg: loc.length === 1 && message === MISSING ? NO_BODY : message }
  })
  const sentence = fields.map(({ loc, msg }) => [loc.slice(1).join('.'), msg].filter(Boolean).join(': ')).join('; ')
  return new AppError('invalid_request', sentence, { fields })
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError) {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  appendHeaders(reply, error.headers)
  if (error.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .status(error.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      ...problemOf({
        title: statusTitle(error.status),
        status: error.status,
        detail: error.message,
        code: error.code,
        request_id: request.id,
      }),
      ...(error.fields && { errors: error.fields }),
      ...error.members,
    })
}

/** The answers that a route may fail with, for its schema. */
export function problems<Status extends number>(...statuses: Status[]): Record<Status, typeof problemSchema> {
  return Object.fromEntries(statuses.map((status) => [status, problemSchema])) as Record<Status, typeof problemSchema>
}
