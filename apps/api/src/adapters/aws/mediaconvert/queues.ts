import { GetQueueCommand } from '@aws-sdk/client-mediaconvert'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientSettings, mediaConvertClient } from './client.ts'
import type { MediaConvertSettings } from './parts.ts'

type Queues = Pick<MediaConvertSettings, 'region' | 'credentials' | 'endpoint' | 'queue' | 'eventsQueueUrl'>

const WAITING = 'ApproximateNumberOfMessages'

/** @returns how the queue of conversions fares (`ACTIVE`, `PAUSED`), and how many events wait; each may be refused. */
export async function readQueues({ eventsQueueUrl, queue, endpoint, ...access }: Queues) {
  const service = mediaConvertClient({ ...access, endpoint })
  const sqs = new SQSClient({ ...clientSettings(access), endpoint: new URL(eventsQueueUrl).origin })
  try {
    const [conversions, events] = await Promise.allSettled([
      service.send(new GetQueueCommand({ Name: nameOf(queue) })).then(({ Queue }) => `${Queue?.Status}`),
      sqs
        .send(new GetQueueAttributesCommand({ QueueUrl: eventsQueueUrl, AttributeNames: [WAITING] }))
        .then(({ Attributes }) => Number(Attributes?.[WAITING] ?? 0)),
    ])
    return { conversions, events }
  } finally {
    service.destroy()
    sqs.destroy()
  }
}

/** Settings may name it by its ARN. */
function nameOf(queue: string): string {
  return queue.split('/').at(-1) ?? queue
}
