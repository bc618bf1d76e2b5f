/** Hysteresis over the detection value, as docs/breath.md, section 3, has it; dB over the floor. */
const ON_DB = 4.5
const OFF_DB = 2.5
/** Beside loud breaths the quiet rustle between them is no breath. */
const ON_SHARE = 0.33
const OFF_SHARE = 0.22
const PEAK_DECAY_DB_PER_HOP = 0.006
/** A phase begins where its sound is a twelfth of its loudest; it fades for longer. */
const EDGE_DB = 22
const FADE_DB = 25
/** The value, which is of 90 ms, passes a threshold so long after the sound did: on synthetic breath, whose onsets are known. */
const ONSET_LAG_MS = 15
/** Of the dB from what follows to its loudest: the burst ended where it stood out by no more, though the next began before it had faded to the room. */
const END_SHARE = 0.1
/** As long as the value may dip without the phase being over: the flicker of faint sounds is deeper than they are. */
const LONGEST_DIP_HOPS = 8
const LONGEST_FAINT_DIP_HOPS = 20
const FAINT_DB = 14
/** One breath ends and the next begins in a valley this deep that is left by so much. */
const VALLEY_SHARE = 0.7
const RECOVERY_SHARE = 0.3
/** A shallower valley is the flicker of noise; a rise by so much is a breath however loud the one before was. */
const VALLEY_DB = 5
const RISE_DB = 7
/** What the room itself makes of the detection value, over about 2 s without a burst; thresholds stand on it. */
const ROOM_SMOOTHING = 0.005
const MOST_ROOM_DB = 6
const RING = 256
/** The ring's unit, dB: finer than the room's flicker. */
const RING_STEP_DB = 0.25
const QUIET = -100

export type Bursts = {
  /** The detection values of the last 2.5 s. */
  ring: Uint8Array
  next: number
  filled: number
  /** The loudest of the breaths lately, dB. */
  peakDb: number
  open: boolean
  onsetMs: number
  /** The last moment so far that belongs to the burst. */
  endMs: number
  topDb: number
  topMs: number
  dipHops: number
  valleyDb: number
  valleyMs: number
  /** What still sounds of the last burst, and how loud that was. */
  tailDb: number
  tailTopDb: number
  /** Where the last burst ended: the next one does not begin before. */
  lastEndMs: number
  /** A faint burst is not split before it is as long as phases are. */
  leastMs: number
  roomDb: number
}

export const newBursts = (): Bursts => ({
  ring: new Uint8Array(RING),
  next: 0,
  filled: 0,
  peakDb: 0,
  open: false,
  onsetMs: 0,
  endMs: 0,
  topDb: 0,
  topMs: 0,
  dipHops: 0,
  valleyDb: 0,
  valleyMs: 0,
  tailDb: QUIET,
  tailTopDb: 0,
  lastEndMs: -1e9,
  leastMs: 0,
  roomDb: 0,
})

/** What a hop did to the bursts of sound. A split is an end (at `valleyMs`) and a beginning there. */
export type BurstChange = 'none' | 'begun' | 'valley' | 'split' | 'ended'

/** Nothing is known of the time until `untilMs`. */
export function forgetBursts(bursts: Bursts, untilMs: number): void {
  bursts.lastEndMs = untilMs
  bursts.filled = 0
  bursts.open = false
  bursts.tailDb = QUIET
}

/** Takes the detection value of the next hop. */
export function segment(bursts: Bursts, valueDb: number, atMs: number): BurstChange {
  bursts.ring[bursts.next] = Math.min(255, Math.round(valueDb / RING_STEP_DB))
  bursts.next = (bursts.next + 1) % RING
  bursts.filled = Math.min(RING, bursts.filled + 1)
  bursts.peakDb = Math.max(0, bursts.peakDb - PEAK_DECAY_DB_PER_HOP)
  return bursts.open ? follow(bursts, valueDb, atMs) : wait(bursts, valueDb, atMs)
}

function wait(bursts: Bursts, valueDb: number, atMs: number): BurstChange {
  const off = Math.max(bursts.roomDb + OFF_DB, OFF_SHARE * bursts.peakDb)
  bursts.tailDb = valueDb < off ? QUIET : Math.min(bursts.tailDb, valueDb)
  const overTail = bursts.tailDb + Math.max(ON_DB, riseDb(bursts.tailTopDb))
  if (valueDb < Math.max(bursts.roomDb + ON_DB, ON_SHARE * bursts.peakDb, overTail)) {
    bursts.roomDb += ROOM_SMOOTHING * (Math.min(valueDb, MOST_ROOM_DB) - bursts.roomDb)
    return 'none'
  }
  let back = 0
  while (back + 1 < bursts.filled && atMs - (back + 1) * 10 > bursts.lastEndMs && recent(bursts, back + 1) >= off)
    back++
  begin(bursts, valueDb, Math.max(bursts.lastEndMs, atMs - back * 10 - ONSET_LAG_MS), atMs)
  return 'begun'
}

function begin(bursts: Bursts, valueDb: number, onsetMs: number, atMs: number): void {
  bursts.open = true
  bursts.onsetMs = onsetMs
  bursts.endMs = atMs
  bursts.topDb = valueDb
  bursts.topMs = atMs
  bursts.dipHops = 0
  bursts.valleyDb = valueDb
  bursts.valleyMs = atMs
}

function follow(bursts: Bursts, valueDb: number, atMs: number): BurstChange {
  const share = OFF_SHARE * Math.max(bursts.peakDb, bursts.topDb)
  const off = Math.max(bursts.roomDb + OFF_DB, share, bursts.topDb - FADE_DB)
  if (valueDb > bursts.topDb) {
    bursts.topDb = valueDb
    bursts.topMs = atMs
    bursts.valleyDb = valueDb
    trimOnset(bursts, atMs)
  }
  if (valueDb >= off) {
    bursts.endMs = atMs
    bursts.dipHops = 0
  } else if (++bursts.dipHops > (bursts.topDb < FAINT_DB ? LONGEST_FAINT_DIP_HOPS : LONGEST_DIP_HOPS)) {
    bursts.endMs = endOf(bursts, atMs, bursts.endMs)
    bursts.open = false
    bursts.tailDb = valueDb
    bursts.tailTopDb = bursts.topDb
    bursts.lastEndMs = bursts.endMs
    return 'ended'
  }
  return split(bursts, valueDb, atMs)
}

function split(bursts: Bursts, valueDb: number, atMs: number): BurstChange {
  if (valueDb < bursts.valleyDb) {
    bursts.valleyDb = valueDb
    bursts.valleyMs = atMs
    return 'valley'
  }
  const isWhole = bursts.topDb > FAINT_DB || bursts.valleyMs - bursts.onsetMs >= bursts.leastMs
  const deep = isWhole && bursts.valleyDb < Math.min(VALLEY_SHARE * bursts.topDb, bursts.topDb - VALLEY_DB)
  return deep && valueDb > bursts.valleyDb + Math.max(VALLEY_DB, riseDb(bursts.topDb)) ? 'split' : 'none'
}

/**
 * When a burst that has faded by `fadedMs` really ended: the last moment at which it stood out from what came after until `atMs`, be
 * that the room or a valley before the next burst.
 */
export function endOf(bursts: Bursts, atMs: number, fadedMs: number): number {
  let back = Math.round((atMs - fadedMs) / 10)
  const sinceTop = Math.min(Math.round((atMs - bursts.topMs) / 10), bursts.filled - 1)
  let afterDb = recent(bursts, 0)
  for (let hop = 1; hop <= Math.min(back, sinceTop); hop++) afterDb = Math.min(afterDb, recent(bursts, hop))
  const edge = Math.max(afterDb + END_SHARE * (bursts.topDb - afterDb), bursts.topDb - FADE_DB)
  while (back < sinceTop && recent(bursts, back) < edge) back++
  return atMs - 10 * back
}

/** To be called on a split, once the part before the valley has been taken. */
export function beginAfterValley(bursts: Bursts, valueDb: number, atMs: number): void {
  begin(bursts, valueDb, bursts.valleyMs, atMs)
}

/** The louder a burst becomes, the later its sound was a tenth of its loudest. */
function trimOnset(bursts: Bursts, atMs: number): void {
  const edge = bursts.topDb - EDGE_DB
  let back = Math.round((atMs - bursts.onsetMs) / 10)
  while (back > 0 && back < bursts.filled && recent(bursts, back) < edge) {
    back--
    bursts.onsetMs += 10
  }
}

const riseDb = (topDb: number) => Math.min(RISE_DB, RECOVERY_SHARE * topDb)

const recent = (bursts: Bursts, back: number) =>
  RING_STEP_DB * (bursts.ring[(bursts.next - 1 - back + 2 * RING) % RING] ?? 0)
