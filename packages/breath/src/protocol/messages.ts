import { z } from 'zod'
import { SAMPLE_RATE_HZ } from '../features/record.ts'
import { phaseEventSchema, qualitySchema, sessionMetricsSchema } from './event.ts'
import { SOCKET_LIMITS } from './limits.ts'
import { targetSchema } from './target.ts'

export const PROTOCOL_VERSION = 1

/** Learned of one member on one device: how their inhale and exhale differ. Opaque to clients, kept by them. */
export const profileSchema = z
  .string()
  .max(512, { abort: true })
  .regex(/^[\w-]*$/)

const helloSchema = z
  .object({
    type: z.literal('hello'),
    v: z.literal(PROTOCOL_VERSION),
    session_id: z.guid(),
    format: z.enum(['pcm_s16le', 'features']),
    rate: z.literal(SAMPLE_RATE_HZ),
    frame_ms: z.int().min(SOCKET_LIMITS.minFrameMs).max(SOCKET_LIMITS.maxFrameMs).default(100),
    target: targetSchema.nullish(),
    calibrate: z.boolean().default(false).meta({
      description:
        'True: `ready` has a plan of when to ask for silence, a breath out and a breath in, and phases are announced after it',
    }),
    profile: profileSchema.nullish().meta({
      description:
        'What `bye` gave after an earlier session of this member with this microphone; tells inhale from exhale sooner',
    }),
    resume: z
      .object({ stream: z.guid(), last_seq: z.int().min(0) })
      .nullish()
      .meta({ description: 'After a lost connection: the `stream` of `ready`, and the last `seq` that arrived' }),
  })
  .meta({ id: 'Hello', description: `The first message, within ${SOCKET_LIMITS.helloWithinMs / 1000} s` })

const skipCalibrationSchema = z.object({ type: z.literal('skip_calibration') }).meta({
  id: 'SkipCalibration',
  description: 'Ends the calibration: phases are announced from now on',
})
const byeFromClientSchema = z
  .object({ type: z.literal('bye') })
  .meta({ id: 'ByeFromClient', description: 'Ends the stream; answered by bye with the final metrics, then 1000' })

export const clientMessageSchema = z
  .discriminatedUnion('type', [helloSchema, skipCalibrationSchema, byeFromClientSchema])
  .meta({ id: 'ClientMessage' })
export type ClientMessage = z.infer<typeof clientMessageSchema>
export type Hello = z.infer<typeof helloSchema>

const promptSchema = z.object({ start_ms: z.int().min(0), end_ms: z.int().min(0) })

/** When to ask for what, on the session's audio clock. */
export const calibrationPlanSchema = z
  .object({ room: promptSchema, exhale: promptSchema, inhale: promptSchema })
  .meta({ id: 'CalibrationPlan' })
export type CalibrationPlan = z.infer<typeof calibrationPlanSchema>

const readySchema = z
  .object({
    type: z.literal('ready'),
    v: z.literal(PROTOCOL_VERSION),
    stream: z.guid(),
    resume_token: z
      .string()
      .meta({ description: 'The same as `stream`, which is what `resume` asks for; of no further use' }),
    resume_seconds: z.int().meta({ description: 'How long after a lost connection the stream can be resumed' }),
    resumed: z.boolean().meta({ description: 'False: a new stream; its samples count from 0' }),
    accepted_sample: z.int().min(0).meta({ description: 'Send audio from this sample on' }),
    base_ms: z.int().min(0).meta({ description: "t_ms of this stream's sample 0 on the session's clock" }),
    max_frame_bytes: z.int(),
    calibration: calibrationPlanSchema
      .nullable()
      .meta({ description: 'When to ask for what; null without `calibrate`' }),
  })
  .meta({ id: 'Ready', description: 'The answer to hello: audio may come' })

const ackSchema = z.object({ type: z.literal('ack'), accepted_sample: z.int().min(0), seq: z.int().min(0) }).meta({
  id: 'Ack',
  description: 'Stored, and kept whatever happens: audio before this sample, events up to this seq',
})

const metricsSchema = z.object({ type: z.literal('metrics'), ...sessionMetricsSchema.shape }).meta({
  id: 'Metrics',
  description: 'What the session amounts to: after each breath, and every 5 s',
})
const qualityMessageSchema = z.object({ type: z.literal('quality'), ...qualitySchema.shape }).meta({
  id: 'Quality',
  description: 'How well the breath can be heard: when that changes',
})
const slowDownSchema = z.object({ type: z.literal('slow_down'), queued_ms: z.int().min(0) }).meta({
  id: 'SlowDown',
  description: `More than ${SOCKET_LIMITS.slowDownAfterMs / 1000} s of audio wait; the oldest will be dropped`,
})

export const socketErrorCodeSchema = z.enum([
  'invalid_message',
  'invalid_frame',
  'too_fast',
  'unknown_session',
  'session_ended',
  'signed_out',
  'replaced',
  'not_stored',
])
const errorSchema = z
  .object({ type: z.literal('error'), code: socketErrorCodeSchema, detail: z.string() })
  .meta({ id: 'SocketError', description: 'Why the socket will close, or what was left out' })

const byeSchema = z
  .object({
    type: z.literal('bye'),
    metrics: sessionMetricsSchema,
    profile: profileSchema
      .nullable()
      .meta({ description: 'Keep it for the next `hello`; null when nothing was learned' }),
  })
  .meta({ id: 'Bye', description: 'The last word, with the final metrics' })

export const serverMessageSchema = z
  .discriminatedUnion('type', [
    readySchema,
    phaseEventSchema,
    metricsSchema,
    qualityMessageSchema,
    ackSchema,
    slowDownSchema,
    errorSchema,
    byeSchema,
  ])
  .meta({ id: 'ServerMessage' })
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** What a close code means to a client. */
export const CLOSE = {
  done: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  invalidPayload: 1007,
  policy: 1008,
  messageTooBig: 1009,
  tryAgainLater: 1013,
  invalidHello: 4400,
  signedOut: 4401,
  unknownSession: 4404,
  replaced: 4409,
  tooFast: 4429,
} as const
