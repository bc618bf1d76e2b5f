/** A span as it goes to the agent. */
export interface SentSpan {
  name: string
  resource: string
  meta: Record<string, string>
  metrics: Record<string, number>
  parent_id: { toString(radix?: number): string }
  span_events?: unknown
  meta_struct?: unknown
}

/** What a span may say: what it is, and nothing that somebody sent. Addresses, queries, user agents and messages are not among it. */
const TOLD = new Set([
  ...['service', 'env', 'version', 'language', 'role', 'component', 'span.kind', 'runtime-id', 'process_id'],
  ...[
    'http.method',
    'http.status_code',
    'http.route',
    'db.type',
    'db.system',
    'db.name',
    'out.host',
    'network.destination.port',
  ],
  ...['aws.operation', 'aws.service', 'aws.region', 'aws_service', 'region', 'aws.response.status_code', 'bucketname'],
  ...[
    'job.kind',
    'transcode.outcome',
    'socket.kind',
    'error.type',
    '_dd.integration',
    '_dd.base_service',
    '_dd.p.dm',
    '_dd.p.tid',
  ],
])

/** Statements of no request and no job are a process looking for work: many a second, that nobody asked for. */
export function isPartOfWork({ name, parent_id: parent }: Pick<SentSpan, 'name' | 'parent_id'>): boolean {
  return !name.startsWith('pg.') || !/^0+$/.test(parent.toString(10))
}

/** @returns a span that tells where and how long, and of an error its kind and where in our code it was thrown. */
export function withoutWords(span: SentSpan): SentSpan {
  const meta = Object.fromEntries(Object.entries(span.meta).filter(([key]) => TOLD.has(key)))
  const frames = span.meta['error.stack']?.split('\n').filter((line) => /^ {4}at /.test(line))
  if (frames && frames.length > 0) meta['error.stack'] = frames.join('\n')
  const { span_events: _events, meta_struct: _struct, ...kept } = span
  return { ...kept, meta }
}
