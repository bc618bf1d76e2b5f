import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { createFeatures, createPhaseDetector, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import { writeFrame } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { type BreathSocket, maskedFrame, openSocket } from './breath-socket.ts'

/** What the clients of a bench are asked to do. */
export interface Order {
  baseUrl: string
  kind: 'pcm' | 'features'
  clients: { cookie: string; session: string }[]
  warmUpSeconds: number
  seconds: number
  /** Asked for 50 times a second meanwhile. */
  browse: string
}

export interface Outcome {
  /** From the last byte of a frame to the event that it brought about. */
  eventsMs: number[]
  httpMs: number[]
  /** Sockets that did not stay open, and requests that failed. */
  failed: number
}

const FRAME_MS = 100
const FRAME_SAMPLES = 1_600
/** Bytes of the records of a frame. */
const FRAME_RECORDS = (FRAME_SAMPLES / HOP_SAMPLES) * RECORD_BYTES
const HTTP_EVERY_MS = 20
/** So many different people breathe; the others breathe like one of them. */
const VOICES = 8

/** A process full of thin clients, as the parent orders them; it says when it begins to measure, and what came of it. */
process.once('message', (order: Order) => void run(order))

async function run(order: Order): Promise<void> {
  const outcome: Outcome = { eventsMs: [], httpMs: [], failed: 0 }
  const seconds = order.warmUpSeconds + order.seconds + 2
  const voices = Array.from({ length: VOICES }, (_, seed) => voiceOf(order.kind, seconds, seed))
  let measuring = false
  const clients: Client[] = []
  for (const [index, { cookie, session }] of order.clients.entries()) {
    const client: Client = { voice: voices[index % VOICES] ?? { frames: [], frameOfSeq: [] }, sentAtMs: [] }
    const heard = (seq: number) => {
      const sentAtMs = client.sentAtMs[client.voice.frameOfSeq[seq] ?? -1]
      if (measuring && sentAtMs !== undefined) outcome.eventsMs.push(performance.now() - sentAtMs)
    }
    const closed = () => {
      if (measuring) outcome.failed += 1
    }
    client.socket = await openClient(order, cookie, session, { heard, closed })
    clients.push(client)
  }
  const sending = new AbortController()
  const sent = send(clients, seconds * 1_000, sending.signal)
  await delay(order.warmUpSeconds * 1_000)
  measuring = true
  process.send?.({ type: 'measuring' })
  await browse(order, outcome)
  measuring = false
  process.send?.({ type: 'measured', outcome })
  // They stream on until their memory was looked at.
  await once(process, 'message')
  sending.abort()
  await sent
  for (const { socket } of clients) socket?.close()
  process.disconnect()
}

/** One person's breath in frames, and at which of them each event comes about. */
interface Voice {
  frames: Buffer[]
  frameOfSeq: number[]
}

interface Client {
  voice: Voice
  socket?: BreathSocket
  /** When each frame went. */
  sentAtMs: number[]
}

async function openClient(
  { baseUrl, kind }: Order,
  cookie: string,
  session: string,
  { heard, closed }: { heard: (seq: number) => void; closed: () => void },
): Promise<BreathSocket> {
  const ready = Promise.withResolvers<void>()
  const message = (text: string) => {
    if (text.startsWith('{"type":"ready"')) ready.resolve()
    else if (text.startsWith('{"type":"phase"')) heard(Number(/"seq":(\d+)/.exec(text)?.[1]))
  }
  const socket = await openSocket(new URL(baseUrl), `Cookie: ${cookie}`, { message, closed })
  const format = kind === 'pcm' ? 'pcm_s16le' : 'features'
  const hello = JSON.stringify({ type: 'hello', v: 1, session_id: session, format, rate: 16_000 })
  socket.send(maskedFrame(Buffer.from(hello), false))
  await ready.promise
  return socket
}

/** Nobody sends at the same millisecond as everybody else. */
async function send(clients: Client[], total: number, signal: AbortSignal): Promise<void> {
  const beganAtMs = performance.now()
  for (let atMs = 0; atMs < total && !signal.aborted; ) {
    const nowMs = Math.min(total, Math.floor(performance.now() - beganAtMs))
    for (; atMs < nowMs; atMs++) {
      for (let index = atMs % FRAME_MS; index < clients.length; index += FRAME_MS) {
        const client = clients[index]
        const frame = client?.voice.frames[Math.floor(atMs / FRAME_MS)]
        if (!frame) continue
        client.sentAtMs.push(performance.now())
        client.socket?.send(frame)
      }
    }
    await delay(1)
  }
}

function voiceOf(kind: Order['kind'], seconds: number, seed: number): Voice {
  const { samples } = breathing({ seconds, seed, pattern: 'natural', leadInSeconds: 1 + seed * 0.7 })
  const records = new Uint8Array((samples.length / HOP_SAMPLES) * RECORD_BYTES)
  createFeatures().push(samples, records)
  const all = kind === 'pcm' ? new Uint8Array(samples.buffer) : records
  const size = kind === 'pcm' ? FRAME_SAMPLES * 2 : FRAME_RECORDS
  const frames = Array.from({ length: Math.floor(all.byteLength / size) }, (_, number) => {
    const payload = all.subarray(number * size, (number + 1) * size)
    return maskedFrame(writeFrame({ kind, number, firstSample: number * FRAME_SAMPLES, payload }), true)
  })
  return { frames, frameOfSeq: eventFrames(records) }
}

/** The server's detector says the same at the same frame: that is how we know how late it is. */
function eventFrames(records: Uint8Array): number[] {
  const frameOfSeq: number[] = []
  let frame = 0
  const options = { target: null, calibrate: false, profile: null }
  const detector = createPhaseDetector(options, ({ seq }) => {
    frameOfSeq[seq] = frame
  })
  for (; (frame + 1) * FRAME_RECORDS <= records.length; frame++) {
    detector.pushRecords(records.subarray(frame * FRAME_RECORDS, (frame + 1) * FRAME_RECORDS))
  }
  return frameOfSeq
}

async function browse({ baseUrl, browse: path, seconds }: Order, outcome: Outcome): Promise<void> {
  const endMs = performance.now() + seconds * 1_000
  while (performance.now() < endMs) {
    const askedAtMs = performance.now()
    const response = await fetch(baseUrl + path)
    await response.arrayBuffer()
    if (!response.ok) outcome.failed += 1
    outcome.httpMs.push(performance.now() - askedAtMs)
    await delay(Math.max(0, HTTP_EVERY_MS - (performance.now() - askedAtMs)))
  }
}
