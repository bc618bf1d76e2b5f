import { HOP_MS, HOP_SAMPLES } from '@better-and-bliss/breath/features'
import type { Target } from '@better-and-bliss/breath/protocol'
import { type AudioChunk, CHUNK_MS } from '../microphone/capture.ts'
import type { Interruption } from '../microphone/interruptions.ts'
import type { Microphone } from '../microphone/microphone.ts'
import { soundFeaturesOf } from '../microphone/sound-features.ts'
import type { Elapsed } from '../running-record.ts'
import { BreathSocket } from '../socket/breath-socket.ts'
import { type BreathSocketParts, type Connection, isEnd } from '../socket/connection.ts'
import type { FrameStore } from '../socket/frame-store.ts'
import { type Breath, breathAfter, NO_BREATH, type Phase } from './breath.ts'
import { type CalibrationMoment, calibrationAt } from './calibration.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import { createTrace, type Trace } from './trace.ts'

/** What changes now and then; another object each time. */
export interface LiveView {
  connection: Connection
  breath: Breath
  isPaused: boolean
  isCalibrating: boolean
  /** Why no sound comes although nobody paused; `lost`: the microphone went away in the middle. */
  interruption: Interruption | 'lost' | null
  /** How long the last interruption was, once it is over. */
  missedMs: number | null
}

export interface LiveParts extends Omit<BreathSocketParts, 'onMessage' | 'onConnection'> {
  /** Of a session that goes on. */
  before?: Elapsed | undefined
}

/** A longer time between two chunks of sound is a gap, whether or not the browser reported it. */
const HOLE_MS = 1_000

/** A session with a microphone whose sound the server detects breath in: the microphone, the stream, and what came of them. */
export class LiveSession {
  readonly stopwatch: Stopwatch
  readonly trace: Trace = createTrace()
  readonly #store: FrameStore
  readonly #nowMs: () => number
  readonly #format: 'pcm_s16le' | 'features'
  readonly #socket: BreathSocket
  readonly #listeners = new Set<() => void>()
  readonly #target: Target | null
  #microphone: Microphone | null = null
  #label = ''
  #patternSinceMs: number | null = null
  /** When the last chunk of sound was complete, in Unix time. */
  #lastChunkAtMs: number | null = null
  /** It is known that sound is missing before the next chunk. */
  #expectsGap = false
  #toldMs = 0
  #view: LiveView

  constructor(parts: LiveParts) {
    this.#store = parts.store
    this.#nowMs = parts.clock.nowMs
    this.#format = parts.hello.format
    this.#target = parts.hello.target ?? null
    this.stopwatch = createStopwatch(parts.clock.nowMs, parts.before)
    this.#view = {
      connection: 'connecting',
      breath: NO_BREATH,
      isPaused: false,
      isCalibrating: parts.hello.calibrate,
      interruption: null,
      missedMs: null,
    }
    this.#socket = new BreathSocket({
      ...parts,
      onMessage: (message) => {
        this.#toldMs = this.clockMs()
        const breath = breathAfter(this.#view.breath, message)
        if (breath !== this.#view.breath) this.#set({ breath })
        if (message.type === 'ready') this.#followCalibration()
      },
      onConnection: (connection) => {
        if (connection !== this.#view.connection) this.#set({ connection })
      },
    })
  }

  readonly view = (): LiveView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The session's audio clock, in which the server tells its events. */
  clockMs(): number {
    return this.#socket.clockMsAt(this.#store.position)
  }

  /** The last minute's phases; one that lasts reaches to the server's last message. */
  readonly phases = (): readonly Phase[] => {
    const { breath, connection } = this.#view
    if (connection === 'live') return breath.phases
    return breath.phases.map((phase) => ({ ...phase, endMs: phase.endMs ?? Math.max(this.#toldMs, phase.startMs) }))
  }

  calibration(): CalibrationMoment | null {
    const { calibration } = this.#view.breath
    if (!this.#view.isCalibrating) return null
    return calibration ? calibrationAt(calibration, this.clockMs()) : { prompt: 'room', share: 0 }
  }

  /** Since the pattern's first inhale; null where there is none to follow now. */
  patternElapsedMs(): number | null {
    return this.#target && this.#patternSinceMs !== null ? this.#nowMs() - this.#patternSinceMs : null
  }

  /** Listens to a microphone, from now on or again after another was lost. */
  use(microphone: Microphone): void {
    this.#microphone?.close()
    this.#microphone = microphone
    this.#label = microphone.label
    if (this.#view.isPaused) microphone.pause()
    // Its first sound says that it is there again, and how long there was none.
    if (this.#view.interruption === 'lost') this.#set({ interruption: this.#view.isPaused ? null : 'silent' })
    microphone.listen({
      onChunk: (chunk) => this.#take(chunk),
      onInterrupted: (why) => this.#interrupt(why),
      onLost: () => this.#loseMicrophone(),
    })
  }

  /** Tries to end an interruption, at the member's gesture. */
  wake(): void {
    this.#microphone?.wake()
  }

  pause(): void {
    this.#microphone?.pause()
    this.#expectsGap = true
    this.stopwatch.pause()
    this.#patternSinceMs = null
    this.#set({ isPaused: true, ...(this.#view.interruption !== 'lost' && { interruption: null }) })
  }

  resume(): void {
    this.#microphone?.resume()
    this.stopwatch.resume()
    if (!this.#view.isCalibrating) this.#patternSinceMs = this.#nowMs()
    this.#set({ isPaused: false })
  }

  skipCalibration(): void {
    this.#socket.skipCalibration()
    this.#endCalibration()
  }

  /** What the browser knows of its network. */
  setOnline(isOnline: boolean): void {
    if (isOnline) this.#socket.retryNow()
    else this.#socket.lose()
  }

  /** Closes the microphone, and resolves when the sound so far has reached the server, or never will. */
  finish(): Promise<void> {
    this.#microphone?.close()
    this.#microphone = null
    this.#socket.finish()
    return new Promise((resolve) => {
      const look = () => {
        if (isEnd(this.#view.connection)) resolve()
      }
      this.subscribe(look)
      look()
    })
  }

  /** What was learned of the breath at this microphone, once the server has sent it. */
  profile(): { microphone: string; profile: string } | null {
    const { profile } = this.#view.breath
    return profile && this.#label ? { microphone: this.#label, profile } : null
  }

  /** Lets go of everything at once. */
  close(): void {
    this.#microphone?.close()
    this.#microphone = null
    this.#socket.close()
  }

  #take({ records, sound, atMs }: AudioChunk): void {
    if (this.#view.isPaused) return
    this.#countGap(atMs)
    this.#store.add(this.#format === 'features' ? records : (sound ?? new Uint8Array()))
    this.trace.push(this.clockMs(), soundFeaturesOf(records).excessDb)
    this.#socket.pump()
    this.#followCalibration()
  }

  /** The time without sound becomes a gap in the count of samples, of whole hops; it is never taken for silence. */
  #countGap(atMs: number): void {
    const missingMs = this.#lastChunkAtMs === null ? 0 : atMs - this.#lastChunkAtMs - CHUNK_MS
    this.#lastChunkAtMs = atMs
    if (missingMs >= (this.#expectsGap ? HOP_MS : HOLE_MS)) {
      this.#store.skip(Math.round(missingMs / HOP_MS) * HOP_SAMPLES)
    }
    this.#expectsGap = false
    if (this.#view.interruption !== null) this.#set({ interruption: null, missedMs: Math.max(missingMs, 0) })
  }

  #interrupt(why: Interruption): void {
    if (this.#view.isPaused) return
    this.#expectsGap = true
    this.#set({ interruption: why, missedMs: null })
  }

  #loseMicrophone(): void {
    this.#microphone?.close()
    this.#microphone = null
    this.#expectsGap = true
    this.#set({ interruption: 'lost', missedMs: null })
  }

  #followCalibration(): void {
    const { connection, breath } = this.#view
    if (connection === 'live' && breath.calibration === null && this.#patternSinceMs === null) this.#endCalibration()
    else if (this.#view.isCalibrating && this.calibration() === null) this.#endCalibration()
  }

  #endCalibration(): void {
    if (!this.#view.isPaused) this.#patternSinceMs ??= this.#nowMs()
    if (this.#view.isCalibrating) this.#set({ isCalibrating: false })
  }

  #set(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}
