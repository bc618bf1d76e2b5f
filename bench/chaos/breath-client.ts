import { createFeatures, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import { serverMessageSchema, writeFrame } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { type BreathSocket, maskedFrame, openSocket } from '../harness/breath-socket.ts'
import { type Ground, pause } from './ground.ts'

const FRAME_MS = 100
const FRAME_SAMPLES = 1_600
const FRAME_BYTES = (FRAME_SAMPLES / HOP_SAMPLES) * RECORD_BYTES
const VOICE_SECONDS = 60

/** A live meditation: breath over a socket, which is opened anew at the other process whenever it ends, and goes on in the same session. */
export async function breathe(ground: Ground, { authorization = '' }: Record<string, string>): Promise<void> {
  const { api, ledger, site, signal } = ground
  const headers = { authorization, 'content-type': 'application/json' }
  const voice = recordsOf()
  const resume: Resume = { stream: null, last_seq: 0 }
  let session: string | null = null
  for (let turn = 0; !signal.aborted; turn += 1) {
    if (!session) {
      const path = '/api/meditation/sessions/start'
      const begun = await api({ kind: 'session', path, method: 'POST', headers, body: '{}', isIdempotent: false })
      session = begun && (JSON.parse(begun.text) as { session_id: string }).session_id
    }
    const attempt = {
      kind: 'breath' as const,
      atMs: performance.now(),
      raw: false,
      answered: false,
      outcome: 'no socket',
    }
    if (session) {
      ledger.startedSessions.add(session)
      const baseUrl = new URL(site.apiUrls[turn % site.apiUrls.length] ?? '')
      const wasReady = await streamOver({ baseUrl, authorization, session, voice, resume }, ground)
      ledger.attempts.push({ ...attempt, raw: wasReady, answered: wasReady })
    }
    await pause(200, signal)
  }
}

/** Where a stream was left. */
interface Resume {
  stream: string | null
  last_seq: number
}

interface Stream {
  resume: Resume
  baseUrl: URL
  authorization: string
  session: string
  voice: Uint8Array
}

const READY_WITHIN_MS = 5_000

/** Streams until the socket ends. @returns whether the server was ready for it. */
async function streamOver(
  { baseUrl, authorization, session, voice, resume }: Stream,
  { ledger, site, signal }: Ground,
) {
  const state = { isClosed: false, firstSample: -1 }
  const message = (text: string) => {
    const told = serverMessageSchema.parse(JSON.parse(text))
    const kept = ledger.keptSamples.get(session) ?? 0
    if (told.type === 'ready') {
      state.firstSample = told.accepted_sample
      // For a process that is an hour ahead every stream was left long ago: it begins another, of the same session.
      const isAnother = told.stream !== resume.stream && site.targets.some(({ clock }) => clock?.isOff())
      resume.stream = told.stream
      if (isAnother) ledger.keptSamples.set(session, told.accepted_sample)
      else if (told.accepted_sample < kept)
        ledger.broken.push(`${session} kept ${kept} samples by its word, and begins at ${told.accepted_sample}`)
    }
    if (told.type === 'phase') resume.last_seq = told.seq
    if (told.type === 'ack') ledger.keptSamples.set(session, Math.max(kept, told.accepted_sample))
  }
  const closed = () => {
    state.isClosed = true
  }
  let socket: BreathSocket
  try {
    socket = await openSocket(baseUrl, `Authorization: ${authorization}`, { message, closed })
  } catch {
    return false
  }
  const { stream, last_seq } = resume
  const hello = {
    ...{ type: 'hello', v: 1, session_id: session, format: 'features', rate: 16_000 },
    ...(stream && { resume: { stream, last_seq } }),
  }
  socket.send(maskedFrame(Buffer.from(JSON.stringify(hello)), false))
  const giveUpAtMs = performance.now() + READY_WITHIN_MS
  while (state.firstSample < 0 && !state.isClosed && performance.now() < giveUpAtMs) await pause(20, signal)
  if (state.firstSample >= 0) {
    for (let number = 0; !state.isClosed && !signal.aborted; number += 1) {
      const at = (number * FRAME_BYTES) % (voice.length - FRAME_BYTES)
      const payload = voice.subarray(at, at + FRAME_BYTES)
      const firstSample = state.firstSample + number * FRAME_SAMPLES
      socket.send(maskedFrame(writeFrame({ kind: 'features', number, firstSample, payload }), true))
      await pause(FRAME_MS, signal)
    }
  }
  socket.close()
  return state.firstSample >= 0
}

function recordsOf(): Uint8Array {
  const { samples } = breathing({ seconds: VOICE_SECONDS, seed: 1, pattern: 'natural', leadInSeconds: 1 })
  const records = new Uint8Array((samples.length / HOP_SAMPLES) * RECORD_BYTES)
  createFeatures().push(samples, records)
  return records
}
