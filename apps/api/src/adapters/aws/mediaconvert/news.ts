import type { Job } from '@aws-sdk/client-mediaconvert'
import { isUuid } from '@better-and-bliss/stream-token'
import { z } from 'zod'

/** What MediaConvert says of a job that is ours, by an event or when it is asked. */
export interface News {
  idempotencyKey: string
  outputId: string
  status: 'under way' | 'complete' | 'error' | 'canceled'
  /** From 0 to 100; null where it does not tell. */
  percent: number | null
  /** Of an error. */
  errorCode: number | null
  errorMessage: string
}

const MOST_LETTERS = 500

const eventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
})
const detailSchema = z.object({
  status: z.string(),
  userMetadata: z.record(z.string(), z.string()).default({}),
  jobProgress: z.object({ jobPercentComplete: z.number().optional() }).optional(),
  errorCode: z.number().optional(),
  errorMessage: z.string().default(''),
})

const STATUSES: Record<string, News['status']> = {
  STATUS_UPDATE: 'under way',
  SUBMITTED: 'under way',
  PROGRESSING: 'under way',
  COMPLETE: 'complete',
  ERROR: 'error',
  CANCELED: 'canceled',
}

/**
 * Reads an event of EventBridge, as it comes in a message.
 *
 * @returns null for whatever is not about a job that works in this bucket.
 * @throws Error when it is no event, or one of MediaConvert's that has another form than it should.
 */
export function readEvent(body: string, bucket: string): News | null {
  const event = eventSchema.parse(JSON.parse(body))
  if (event.source !== 'aws.mediaconvert' || event['detail-type'] !== 'MediaConvert Job State Change') return null
  const { status, userMetadata, jobProgress, errorCode, errorMessage } = detailSchema.parse(event.detail)
  return newsOf({ status, userMetadata, percent: jobProgress?.jobPercentComplete, errorCode, errorMessage }, bucket)
}

/** Reads what MediaConvert answers about a job. @returns as `readEvent`. */
export function readJob(job: Job, bucket: string): News | null {
  return newsOf(
    {
      status: job.Status ?? '',
      userMetadata: job.UserMetadata ?? {},
      percent: job.JobPercentComplete,
      errorCode: job.ErrorCode,
      errorMessage: job.ErrorMessage ?? '',
    },
    bucket,
  )
}

interface Told {
  status: string
  userMetadata: Record<string, string>
  percent: number | undefined
  errorCode: number | undefined
  errorMessage: string
}

function newsOf(told: Told, bucket: string): News | null {
  const status = STATUSES[told.status]
  const { attempt, outputId = '', bucket: itsBucket } = told.userMetadata
  if (!status || !attempt || !isUuid(outputId) || itsBucket !== bucket) return null
  return {
    idempotencyKey: attempt,
    outputId,
    status,
    percent: told.percent ?? null,
    errorCode: told.errorCode ?? null,
    errorMessage: told.errorMessage.slice(0, MOST_LETTERS),
  }
}
