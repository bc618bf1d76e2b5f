import { createHash, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { isSigned, type Keys } from '@better-and-bliss/process/testing/aws'
import { z } from 'zod'

interface Waiting {
  body: string
  receives: number
  visibleAtMs: number
}

const ACCOUNT = '123456789012'

const place = { QueueUrl: z.string(), ReceiptHandle: z.string() }
const CALLS = {
  ReceiveMessage: z.strictObject({
    QueueUrl: z.string(),
    MaxNumberOfMessages: z.int().min(1).max(10),
    WaitTimeSeconds: z.int().min(0).max(20),
    VisibilityTimeout: z.int().min(0).max(43_200),
    MessageSystemAttributeNames: z.array(z.literal('ApproximateReceiveCount')),
  }),
  GetQueueAttributes: z.strictObject({
    QueueUrl: z.string(),
    AttributeNames: z.array(z.literal('ApproximateNumberOfMessages')),
  }),
  DeleteMessage: z.strictObject(place),
  ChangeMessageVisibility: z.strictObject({ ...place, VisibilityTimeout: z.int().min(0).max(43_200) }),
}

/** A queue of SQS over HTTP, by its JSON protocol, which takes only what is signed with its keys (Signature Version 4). */
export async function sqsCounterpart({ region, keys }: { region: string; keys: Keys }) {
  const messages = new Map<string, Waiting>()
  const changed = new EventEmitter()
  /** Faults of the calls to come, in their order. */
  const faults: 'unavailable'[] = []
  const calls: string[] = []

  async function receive(asked: z.infer<typeof CALLS.ReceiveMessage>, gone: AbortSignal): Promise<object> {
    const endMs = Date.now() + asked.WaitTimeSeconds * 1000
    while (visibleOf(messages).length === 0 && Date.now() < endMs) {
      await once(changed, 'change', { signal: AbortSignal.any([gone, AbortSignal.timeout(endMs - Date.now())]) })
    }
    const given = visibleOf(messages).slice(0, asked.MaxNumberOfMessages)
    const Messages = given.map(([id, message]) => {
      message.receives += 1
      message.visibleAtMs = Date.now() + asked.VisibilityTimeout * 1000
      const MD5OfBody = createHash('md5').update(message.body).digest('hex')
      const Attributes = { ApproximateReceiveCount: String(message.receives) }
      return { MessageId: id, ReceiptHandle: id, Body: message.body, MD5OfBody, Attributes }
    })
    return Messages.length > 0 ? { Messages } : {}
  }

  async function answer(name: string, body: unknown, gone: AbortSignal): Promise<object> {
    if (name === 'ReceiveMessage') return await receive(CALLS.ReceiveMessage.parse(body), gone)
    if (name === 'GetQueueAttributes' && CALLS.GetQueueAttributes.parse(body))
      return { Attributes: { ApproximateNumberOfMessages: String(visibleOf(messages).length) } }
    if (name === 'DeleteMessage') {
      messages.delete(CALLS.DeleteMessage.parse(body).ReceiptHandle)
    } else {
      const { ReceiptHandle, VisibilityTimeout } = CALLS.ChangeMessageVisibility.parse(body)
      const message = messages.get(ReceiptHandle)
      if (message) message.visibleAtMs = Date.now() + VisibilityTimeout * 1000
    }
    changed.emit('change')
    return {}
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const body = await buffer(request)
    const name = String(request.headers['x-amz-target']).replace('AmazonSQS.', '')
    calls.push(name)
    if (faults.shift()) return failed(response, 503, 'ServiceUnavailable')
    if (!isSigned(request, body, { region, service: 'sqs', keys }))
      return failed(response, 403, 'SignatureDoesNotMatch')
    const told = await answer(name, JSON.parse(body.toString()), gone.signal)
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(told))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    queueUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${ACCOUNT}/events`,
    /** Those that were neither deleted nor taken by anybody for good. */
    messages,
    faults,
    calls,
    send(body: string) {
      messages.set(randomUUID(), { body, receives: 0, visibleAtMs: 0 })
      changed.emit('change')
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function visibleOf(messages: ReadonlyMap<string, Waiting>): [string, Waiting][] {
  return [...messages].filter(([, { visibleAtMs }]) => visibleAtMs <= Date.now())
}

function failed(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: type }))
}
