import {
  envelopeOf,
  formatHeader,
  HEADER,
  MAX_SKEW_MS,
  openMessage,
  type PayloadHeader,
  type PayloadKeys,
  parseHeader,
  type RequestPart,
  sealedIn,
  sealMessage,
} from '@better-and-bliss/payload-encryption'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { App } from './app.ts'

export interface PayloadEncryption {
  /** The current keys first, then those that still count. */
  keys: readonly PayloadKeys[]
  /** Whether JSON goes in no other way. */
  isRequired: boolean
  /** @returns false for a nonce that was used already, in whichever process. */
  takeNonce: (nonce: string) => Promise<boolean>
  clock: Clock
}

/** Opens the body of a request that is sealed; another one stays as it is. */
export type OpenBody = (request: FastifyRequest, text: string) => string | Promise<string>

/** A request whose sender has our keys. */
interface Sealing {
  keys: PayloadKeys
  header: PayloadHeader
  part: RequestPart
  isOpened: boolean
}

const READING = new Set(['GET', 'HEAD'])

/**
 * Answers sealed requests with sealed JSON (docs/payload-encryption.md). Register it where a request may be refused: after what writes
 * headers. Sealed or not, a request passes the same guards.
 *
 * @param encryption null where it is off: a request that is sealed is refused then, rather than answered in the open.
 * @returns what the parser of JSON bodies calls.
 */
export function encryptPayloads(app: App, encryption: PayloadEncryption | null): OpenBody {
  const sealings = new WeakMap<FastifyRequest, Sealing>()

  app.addHook('onRequest', async (request) => {
    const text = request.headers[HEADER]
    if (text === undefined) {
      if (encryption?.isRequired && goesAsJson(request)) throw required()
      return
    }
    if (!encryption) throw malformed('This server does not take encrypted payloads (ENABLE_API_ENCRYPTION)')
    const sealing = sealingOf(request, parseHeader(String(text)), encryption)
    sealings.set(request, sealing)
    const { tag } = sealing.header
    if (tag !== null) await openOnce(sealing, tag, encryption)
    // Such a request may be answered before anybody looks for its body.
    else if (READING.has(request.method)) throw malformed(NOT_SEALED)
  })

  app.addHook('preValidation', async (request) => {
    if (sealings.get(request)?.isOpened === false) throw malformed(NOT_SEALED)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const sealing = sealings.get(request)
    const isJson = String(reply.getHeader('content-type')).startsWith('application/')
    if (!sealing || !isJson || (typeof payload !== 'string' && !Buffer.isBuffer(payload))) return payload
    const { keys, header, part } = sealing
    const answer = { ...part, direction: 'response', requestNonce: header.nonce, status: reply.statusCode } as const
    const { nonce, sealed } = await sealMessage(keys, answer, payload.toString())
    reply.header(HEADER, formatHeader({ ...header, nonce, tag: null }))
    reply.removeHeader('content-length')
    return envelopeOf(sealed)
  })

  return (request, text) => {
    const sealing = sealings.get(request)
    if (!sealing || !encryption || sealing.isOpened) return text
    const sealed = sealedIn(parsed(text))
    if (sealed === null) throw malformed(NOT_SEALED)
    return openOnce(sealing, sealed, encryption)
  }
}

const NOT_SEALED = `A request with ${HEADER} needs a body {"sealed": …}, or the tag of an empty one in the header`

function sealingOf(
  { method, raw }: FastifyRequest,
  header: PayloadHeader | null,
  { keys, clock }: PayloadEncryption,
): Sealing {
  if (!header) throw malformed(`${HEADER} must be v1.KEY-ID.MILLISECONDS.NONCE, with .TAG where there is no body`)
  const ours = keys.find(({ id }) => id === header.keyId)
  if (!ours) throw malformed(`${HEADER}: this server has no key ${header.keyId}`)
  const lateMs = clock.nowMs() - header.timestampMs
  if (Math.abs(lateMs) > MAX_SKEW_MS) throw expired(clock.nowMs())
  const part = { direction: 'request', method, target: raw.url ?? '', timestampMs: header.timestampMs } as const
  return { keys: ours, header, part, isOpened: false }
}

async function openOnce(sealing: Sealing, sealed: string, { takeNonce }: PayloadEncryption): Promise<string> {
  const { keys, part, header } = sealing
  const text = await openMessage(keys, part, { nonce: header.nonce, sealed })
  if (text === null) throw malformed('The payload was not sealed for this request with this key')
  // What only reads says the same again, to whoever cannot open it.
  if (!READING.has(part.method) && !(await takeNonce(header.nonce))) throw replayed()
  sealing.isOpened = true
  return text
}

/** Whether a request is one that clients make as JSON: neither of a machine, nor a file, nor a page of another site. */
function goesAsJson({ routeOptions: { config, schema }, ws }: FastifyRequest): boolean {
  const { unlimited, foreignOrigins, answersJson } = config
  return !ws && schema?.consumes === undefined && !unlimited && !foreignOrigins && answersJson === true
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function malformed(words: string): AppError {
  return new AppError('malformed_request', words)
}

function required(): AppError {
  return new AppError('encryption_required', `This server takes encrypted payloads only: send ${HEADER}.`)
}

function expired(nowMs: number): AppError {
  const words = `${HEADER}: the time is too far from ours, which is ${nowMs}. Seal the request anew, and set the clock.`
  return new AppError('message_expired', words)
}

function replayed(): AppError {
  return new AppError('message_replayed', 'This request has come already. Seal it anew to send it again.')
}
