import {
  BadRequestException,
  CancelJobCommand,
  ConflictException,
  CreateJobCommand,
  GetJobCommand,
  type Job,
  type MediaConvertClient,
  NotFoundException,
  SearchJobsCommand,
} from '@aws-sdk/client-mediaconvert'
import type { TranscodeJob } from '../../../ports/transcoder.ts'
import { asked } from './client.ts'
import { jobRequest, type Placement } from './job-request.ts'
import type { Prepared } from './parts.ts'

/** As many as MediaConvert gives at once: the latest of a source. */
const SEARCHED_JOBS = 20

/**
 * The job that was made for this attempt, if any. MediaConvert knows a request token for one minute only, and the queue tries
 * again for days.
 */
export async function findJob(
  client: MediaConvertClient,
  { sourceKey, idempotencyKey }: Pick<TranscodeJob, 'sourceKey' | 'idempotencyKey'>,
  { bucket }: Pick<Placement, 'bucket'>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const search = new SearchJobsCommand({
    InputFile: `s3://${bucket}/${sourceKey}`,
    Order: 'DESCENDING',
    MaxResults: SEARCHED_JOBS,
  })
  const { Jobs = [] } = await asked(client.send(search, signal ? { abortSignal: signal } : {}), signal)
  return Jobs.find(({ UserMetadata }) => UserMetadata?.attempt === idempotencyKey)?.Id
}

/** @returns its id: that of the job which the same attempt has, if MediaConvert still knows its token. */
export async function createJob(
  client: MediaConvertClient,
  job: TranscodeJob,
  prepared: Prepared,
  placement: Placement,
  signal: AbortSignal,
): Promise<string> {
  const create = new CreateJobCommand(jobRequest(job, prepared, placement))
  const { Job: made } = await asked(client.send(create, { abortSignal: signal }), signal)
  if (!made?.Id) throw new TypeError('MediaConvert made a job without an id')
  return made.Id
}

/** A job that is over, or that MediaConvert does not know, stays what it is. */
export async function cancelJob(client: MediaConvertClient, id: string): Promise<void> {
  const reply = client.send(new CancelJobCommand({ Id: id })).catch((error: unknown) => {
    const isOver = [ConflictException, BadRequestException, NotFoundException].some((kind) => error instanceof kind)
    if (!isOver) throw error
  })
  await asked(reply)
}

/** @returns undefined when MediaConvert has no such job: it keeps them for some months. */
export async function getJob(client: MediaConvertClient, id: string): Promise<Job | undefined> {
  const reply = client.send(new GetJobCommand({ Id: id })).catch((error: unknown) => {
    if (error instanceof NotFoundException) return null
    throw error
  })
  return (await asked(reply))?.Job
}
