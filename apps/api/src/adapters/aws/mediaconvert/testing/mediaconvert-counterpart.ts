import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { isSigned, type Keys } from '@better-and-bliss/process/testing/aws'
import { makeFiles } from './job-files.ts'
import { type JobJson, jobSchema } from './job-schema.ts'

export interface MadeJob {
  id: string
  json: JobJson
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED'
  jobPercentComplete?: number
  errorCode?: number
  errorMessage?: string
}

interface Counterpart {
  region: string
  keys: Keys
  store: ObjectStore
  ffmpegPath: string
  /** Takes an event, as EventBridge gives it to a queue. */
  send: (body: string) => void
}

interface Answer {
  status: number
  body: object
  error?: string
}

const API = '/2017-08-29'
const ACCOUNT = '123456789012'
/** The code of an input that MediaConvert cannot read. */
const UNREADABLE = 1030

/** The jobs of a counterpart: what is asked of it, and what it tells of its own accord. */
function jobBook({ region, store, ffmpegPath, send }: Omit<Counterpart, 'keys'>) {
  const jobs: MadeJob[] = []
  const tokens = new Map<string, MadeJob>()
  const running = new Set<Promise<void>>()
  /** Whether jobs are worked on by themselves, and how the queue `Default` fares. */
  const state = { works: true, queue: 'ACTIVE' }

  function tell(job: MadeJob, status: string, detail: object = {}): void {
    send(JSON.stringify(eventOf(region, job, status, detail)))
  }

  async function work(job: MadeJob): Promise<void> {
    job.status = 'PROGRESSING'
    tell(job, 'PROGRESSING')
    tell(job, 'INPUT_INFORMATION', { inputDetails: [{ id: 1, uri: job.json.settings.inputs[0]?.fileInput }] })
    tell(job, 'STATUS_UPDATE', {
      framesDecoded: 30,
      jobProgress: { jobPercentComplete: 50, currentPhase: 'TRANSCODING' },
    })
    const outputGroupDetails = await makeFiles(ffmpegPath, store, job.json).catch((error: Error) => {
      if (isOver(job)) return
      const said = { errorCode: UNREADABLE, errorMessage: error.message }
      Object.assign(job, said, { status: 'ERROR' })
      tell(job, 'ERROR', said)
    })
    if (!outputGroupDetails || isOver(job)) return
    job.status = 'COMPLETE'
    tell(job, 'COMPLETE', { outputGroupDetails, paddingInserted: 0, blackVideoDetected: 0, warnings: [] })
  }

  function create(body: unknown): Answer {
    const parsed = jobSchema.safeParse(body)
    if (!parsed.success) return refusal(400, 'BadRequestException', parsed.error.message)
    const json = parsed.data
    const known = tokens.get(json.clientRequestToken)
    if (known) return { status: 201, body: { job: shown(known) } }
    const job: MadeJob = { id: `${Date.now()}-${randomUUID().slice(0, 6)}`, json, status: 'SUBMITTED' }
    jobs.push(job)
    tokens.set(json.clientRequestToken, job)
    if (state.works) {
      const ending = work(job).finally(() => running.delete(ending))
      running.add(ending)
    }
    return { status: 201, body: { job: shown(job) } }
  }

  function answer(method: string, url: URL, body: Buffer): Answer {
    if (method === 'POST' && url.pathname === `${API}/jobs`) return create(JSON.parse(body.toString()))
    if (url.pathname === `${API}/queues/Default`)
      return { status: 200, body: { queue: { name: 'Default', status: state.queue } } }
    if (method === 'GET' && url.pathname === `${API}/search`) {
      const inputFile = url.searchParams.get('inputFile') ?? ''
      const found = jobs.filter(({ json }) => json.settings.inputs[0]?.fileInput.includes(inputFile)).toReversed()
      return { status: 200, body: { jobs: found.slice(0, Number(url.searchParams.get('maxResults'))).map(shown) } }
    }
    const job = jobs.find(({ id }) => url.pathname === `${API}/jobs/${id}`)
    if (!job) return refusal(404, 'NotFoundException', 'No such job')
    return method === 'DELETE' ? cancel(job) : { status: 200, body: { job: shown(job) } }
  }

  function cancel(job: MadeJob): Answer {
    if (isOver(job)) return refusal(409, 'ConflictException', `The job is ${job.status}`)
    job.status = 'CANCELED'
    tell(job, 'CANCELED')
    return { status: 202, body: {} }
  }

  return { jobs, tokens, running, state, tell, work, answer }
}

/**
 * The calls of MediaConvert that we make, over HTTP: it takes only what is signed with its keys (Signature Version 4), refuses every
 * setting that it does not know, makes real files, and tells what becomes of a job.
 */
export async function mediaConvertCounterpart({ keys, ...parts }: Counterpart) {
  const { tokens, running, answer, ...book } = jobBook(parts)
  const signing = { region: parts.region, service: 'mediaconvert', keys }
  /** What the next calls are answered with, one each; `lost` is what is done, and not answered. */
  const faults: (Answer | 'lost' | null)[] = []
  const calls: string[] = []

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const { method = '', url = '' } = request
    calls.push(`${method} ${url.split('?')[0]}`)
    const refused = isSigned(request, body, signing) ? null : refusal(403, 'ForbiddenException', 'Not signed')
    const fault = faults.shift() ?? null
    const inTheWay = fault === 'lost' ? refused : (fault ?? refused)
    const told = inTheWay ?? answer(method, new URL(url, 'http://localhost'), body)
    if (fault === 'lost') return void request.socket.destroy()
    const headers = { 'content-type': 'application/json', ...(told.error && { 'x-amzn-errortype': told.error }) }
    response.writeHead(told.status, headers).end(JSON.stringify(told.body))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ ...book, faults, calls },
    /** More than a minute passes, after which MediaConvert does not know the tokens any more. */
    forgetTokens: () => tokens.clear(),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(running)
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function isOver({ status }: MadeJob): boolean {
  return status !== 'SUBMITTED' && status !== 'PROGRESSING'
}

export function refusal(status: number, error: string, message: string): Answer {
  return { status, error, body: { message } }
}

function shown({ json, ...job }: MadeJob): object {
  const { settings, userMetadata, role, queue } = json
  return {
    ...job,
    arn: `arn:aws:mediaconvert:eu-central-1:${ACCOUNT}:jobs/${job.id}`,
    settings,
    userMetadata,
    role,
    queue,
  }
}

function eventOf(region: string, { id: jobId, json }: MadeJob, status: string, detail: object): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'MediaConvert Job State Change',
    source: 'aws.mediaconvert',
    account: ACCOUNT,
    time: new Date().toISOString(),
    region,
    resources: [`arn:aws:mediaconvert:${region}:${ACCOUNT}:jobs/${jobId}`],
    detail: {
      ...{ timestamp: Date.now(), accountId: ACCOUNT, jobId, status, userMetadata: json.userMetadata },
      ...{ queue: `arn:aws:mediaconvert:${region}:${ACCOUNT}:queues/${json.queue}`, ...detail },
    },
  }
}
