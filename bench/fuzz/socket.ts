import { openRawTo, rawFrame } from '@better-and-bliss/api/testing/raw-client'
import { seeded } from '../harness/seeded.ts'
import { eachAtOnce, type Fuzzed, type FuzzOrder, type FuzzTarget, tally } from './order.ts'

/** A member may have five. */
const AT_ONCE = 4
const CLOSED_WITHIN_MS = 15_000
const MOST_FRAMES = 8
/** The server says so of itself. */
const INTERNAL_ERROR = 1011
const [CONTINUATION, TEXT, BINARY, CLOSE, PING] = [0, 1, 2, 8, 9]

type Random = () => number
type Frame = (random: Random) => Buffer

/** Frames as nobody should send them, behind a proper handshake: each sequence must end in a close, and none in a 1011. */
export async function fuzzSocket(target: FuzzTarget, { seed, count, signal, say }: FuzzOrder): Promise<Fuzzed> {
  say(`${count.toLocaleString('en')} sequences of frames`)
  const random = seeded(seed)
  const answers = new Map<string, number>()
  const findings: string[] = []
  const sequences = Array.from({ length: count }, () => sequenceOf(random))
  await eachAtOnce(sequences, AT_ONCE, async (frames) => {
    signal.throwIfAborted()
    const answer = await closeAfter(target, frames)
    answers.set(String(answer), (answers.get(String(answer)) ?? 0) + 1)
    if (answer === 'no close' || answer === INTERNAL_ERROR)
      findings.push(`${frames.map((frame) => frame.subarray(0, 64).toString('hex')).join(' ')}: ${answer}`)
  })
  return { sent: count, told: tally(answers), findings }
}

async function closeAfter({ baseUrl, cookie }: FuzzTarget, frames: Buffer[]) {
  await using client = await openRawTo(baseUrl, cookie)
  for (const frame of frames) client.send(frame)
  const timeout = Promise.withResolvers<'no close'>()
  const timer = setTimeout(() => timeout.resolve('no close'), CLOSED_WITHIN_MS)
  const code = await Promise.race([client.closeCode, timeout.promise])
  clearTimeout(timer)
  return code ?? 'connection ended'
}

/** Some frames, right and wrong, and a proper end. */
function sequenceOf(random: Random): Buffer[] {
  const length = 1 + Math.floor(random() * MOST_FRAMES)
  return [...Array.from({ length }, () => pick(FRAMES, random)(random)), closeWith(1000)]
}

const FRAMES: Frame[] = [
  (random) => rawFrame({ opcode: TEXT, payload: bytes(random, 40) }),
  (random) => rawFrame({ opcode: TEXT, payload: Buffer.from(pick(TEXTS, random)) }),
  (random) => rawFrame({ opcode: TEXT, payload: Buffer.from(pick(TEXTS, random)), fin: false }),
  (random) => rawFrame({ opcode: CONTINUATION, payload: bytes(random, 40), fin: random() < 0.5 }),
  (random) => rawFrame({ opcode: BINARY, payload: bytes(random, 600) }),
  (random) => rawFrame({ opcode: BINARY, payload: bytes(random, 70_000) }),
  () => rawFrame({ opcode: BINARY, length: 2n ** 62n }),
  () => rawFrame({ opcode: TEXT, payload: Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80]) }),
  (random) => rawFrame({ opcode: Math.floor(random() * 16), payload: bytes(random, 20) }),
  (random) => rawFrame({ opcode: TEXT, reserved: Math.floor(random() * 8), payload: Buffer.from('{}') }),
  (random) => rawFrame({ opcode: TEXT, masked: random() < 0.5, payload: Buffer.from('{}') }),
  (random) => rawFrame({ opcode: PING, payload: bytes(random, 140), fin: random() < 0.9 }),
  (random) => closeWith(Math.floor(random() * 6_000)),
]

const TEXTS = [
  '',
  '{}',
  'null',
  '[]',
  '{"type":"bye"}',
  '{"type":"hello","v":1}',
  '{"type":"hello","v":1,"session_id":"00000000-0000-0000-0000-000000000000","format":"pcm_s16le","rate":16000}',
  '{"type":"__proto__"}',
  `{"type":"${'x'.repeat(2_000)}"}`,
  '['.repeat(5_000),
  '{"type":"skip_calibration"}\u0000',
]

function closeWith(code: number): Buffer {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return rawFrame({ opcode: CLOSE, payload })
}

function bytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(random() * most) }, () => Math.floor(random() * 256)))
}

function pick<T>(values: readonly [T, ...T[]] | readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)] as T
}
