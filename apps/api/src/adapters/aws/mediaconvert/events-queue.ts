import { setTimeout as pause } from 'node:timers/promises'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Logger } from '../../../ports/logger.ts'
import { clientSettings } from './client.ts'
import type { MediaConvertSettings } from './parts.ts'

/** The longest that SQS waits for a message. */
const WAIT_SECONDS = 20
const ANSWER_MS = (WAIT_SECONDS + 10) * 1000
/** As many as SQS gives at once. */
const MESSAGES = 10
/** Longer than a batch of messages takes. */
const VISIBILITY_SECONDS = 120
const MAX_PAUSE_SECONDS = 300
/** After SQS did not answer, although its client tried again. */
const PAUSE_MS = 5_000
/** What cannot be read is left so often, for a dead-letter queue to take it. */
const RECEIVES_OF_UNREADABLE = 10
const SHOWN_CHARACTERS = 2_000

type EventsQueue = Pick<MediaConvertSettings, 'region' | 'credentials' | 'eventsQueueUrl'> & { log: Logger }

/** Reads a message into what `take` takes; null is nothing to take. Throws when it cannot be read. */
type Read<Event> = (body: string) => Event | null

/**
 * Gives the messages of the queue to `take`, one after the other, until it is disposed of. A message is deleted when it was taken;
 * one that `take` rejects comes again, at once and then after ever longer pauses.
 */
export function readQueue<Event>(
  { log, eventsQueueUrl, ...access }: EventsQueue,
  read: Read<Event>,
  take: (event: Event) => Promise<void>,
): AsyncDisposable {
  const client = new SQSClient({ ...clientSettings(access, ANSWER_MS), endpoint: new URL(eventsQueueUrl).origin })
  const stop = new AbortController()
  const messages = messageBox(client, eventsQueueUrl, log)

  async function round(): Promise<void> {
    for (const message of await messages.receive(stop.signal)) {
      if (stop.signal.aborted) {
        await messages.putBack(message)
        continue
      }
      const event = messages.read(message, read)
      if (event === undefined) continue
      const taken = event === null || (await isTaken(event, take, log))
      await (taken ? messages.remove(message) : messages.putBack(message))
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await round()
      } catch (error) {
        if (stop.signal.aborted) return
        log.warn({ err: error }, 'The queue of the events of MediaConvert does not answer; it is asked again')
        await pause(PAUSE_MS, undefined, { signal: stop.signal }).catch(() => undefined)
      }
    }
  }

  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
      client.destroy()
    },
  }
}

async function isTaken<Event>(event: Event, take: (event: Event) => Promise<void>, log: Logger): Promise<boolean> {
  try {
    await take(event)
    return true
  } catch (error) {
    log.warn({ err: error }, 'An event of MediaConvert could not be taken; it comes again')
    return false
  }
}

function messageBox(client: SQSClient, queueUrl: string, log: Logger) {
  const placeOf = ({ ReceiptHandle }: Message) => ({ QueueUrl: queueUrl, ReceiptHandle })
  const receivesOf = ({ Attributes }: Message) => Number(Attributes?.ApproximateReceiveCount ?? 1)

  return {
    async receive(signal: AbortSignal): Promise<Message[]> {
      const receive = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: MESSAGES,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: VISIBILITY_SECONDS,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      })
      return (await client.send(receive, { abortSignal: signal })).Messages ?? []
    },

    /** @returns undefined when it cannot be read: then it stays, for a dead-letter queue if there is one. */
    read<Event>(message: Message, read: Read<Event>): Event | null | undefined {
      try {
        return read(message.Body ?? '')
      } catch (error) {
        const receives = receivesOf(message)
        const body = message.Body?.slice(0, SHOWN_CHARACTERS)
        const facts = { err: error, messageId: message.MessageId, body }
        if (receives === 1) log.error(facts, 'A message in the queue of the events of MediaConvert cannot be read')
        return receives < RECEIVES_OF_UNREADABLE ? undefined : null
      }
    },

    remove: async (message: Message): Promise<void> => {
      await client.send(new DeleteMessageCommand(placeOf(message)))
    },

    putBack: async (message: Message): Promise<void> => {
      const receives = receivesOf(message)
      const seconds = receives === 1 ? 0 : Math.min(MAX_PAUSE_SECONDS, 2 ** receives)
      await client.send(new ChangeMessageVisibilityCommand({ ...placeOf(message), VisibilityTimeout: seconds }))
    },
  }
}
