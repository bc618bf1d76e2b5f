import { createObservable, type Observable } from '../../../ui/observable.ts'
import type { AudioChunk } from '../microphone/capture.ts'
import type { Microphone } from '../microphone/microphone.ts'
import { soundFeaturesOf } from '../microphone/sound-features.ts'
import type { Elapsed } from '../running-record.ts'
import { BreathSocket } from '../socket/breath-socket.ts'
import { type BreathSocketParts, type Connection, isEnd } from '../socket/connection.ts'
import { type Breath, breathAfter, NO_BREATH, type Phase } from './breath.ts'
import { type CalibrationMoment, calibrationAt } from './calibration.ts'
import { createSoundGaps, type SoundGaps } from './sound-gaps.ts'
import { FLOWING, type SoundEvent, type SoundState, soundAfter } from './sound-state.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import { createTrace, type Trace } from './trace.ts'

/**
 * What the member is led through:
 *
 * - `calibrating`: the room and the first breaths are measured
 * - `held`: nothing yet, or not now: the server has not answered, or the session is paused
 * - `pattern`: the pattern, where there is one, since its first inhale
 */
export type Guidance = { name: 'calibrating' } | { name: 'held' } | { name: 'pattern'; sinceMs: number }

/** What changes now and then; another object each time. */
export interface LiveView {
  connection: Connection
  breath: Breath
  sound: SoundState
  guidance: Guidance
}

export interface LiveParts extends Omit<BreathSocketParts, 'onMessage' | 'onConnection'> {
  /** Of a session that goes on. */
  before?: Elapsed | undefined
}

/** A session with a microphone whose sound the server detects breath in: the microphone, the stream, and what came of them. */
export class LiveSession {
  readonly stopwatch: Stopwatch
  readonly trace: Trace = createTrace()
  readonly #parts: LiveParts
  readonly #socket: BreathSocket
  readonly #gaps: SoundGaps = createSoundGaps()
  readonly #view: Observable<LiveView>
  #microphone: Microphone | null = null
  #label = ''
  /** The session's audio clock at the server's last message. */
  #toldMs = 0

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.stopwatch = createStopwatch(parts.clock.nowMs, parts.before)
    this.#view = createObservable<LiveView>({
      connection: 'connecting',
      breath: NO_BREATH,
      sound: FLOWING,
      guidance: { name: parts.hello.calibrate ? 'calibrating' : 'held' },
    })
    this.#socket = new BreathSocket({
      ...parts,
      onMessage: (message) => {
        this.#toldMs = this.clockMs()
        this.#set({ breath: breathAfter(this.view().breath, message) })
        if (message.type === 'ready') this.#guide()
      },
      onConnection: (connection) => this.#set({ connection }),
    })
  }

  readonly view = (): LiveView => this.#view.current()

  readonly subscribe = (onChange: () => void): (() => void) => this.#view.subscribe(onChange)

  /** The session's audio clock, in which the server tells its events. */
  clockMs(): number {
    return this.#socket.clockMsAt(this.#parts.store.position)
  }

  /** The last minute's phases; one that lasts reaches to the server's last message. */
  readonly phases = (): readonly Phase[] => {
    const { breath, connection } = this.view()
    if (connection === 'live') return breath.phases
    return breath.phases.map((phase) => ({ ...phase, endMs: phase.endMs ?? Math.max(this.#toldMs, phase.startMs) }))
  }

  calibration(): CalibrationMoment | null {
    const { breath, guidance } = this.view()
    if (guidance.name !== 'calibrating') return null
    return breath.calibration ? calibrationAt(breath.calibration, this.clockMs()) : { prompt: 'room', share: 0 }
  }

  /** Since the pattern's first inhale; null where there is none to follow now. */
  patternElapsedMs(): number | null {
    const { guidance } = this.view()
    return this.#parts.hello.target && guidance.name === 'pattern' ? this.#nowMs() - guidance.sinceMs : null
  }

  /** Takes the sound of a microphone, from now on or again after another was lost. */
  use(microphone: Microphone): void {
    this.#microphone?.close()
    this.#microphone = microphone
    this.#label = microphone.label
    if (this.#isPaused()) microphone.pause()
    this.#setSound({ name: 'opened' })
    microphone.capture({
      onChunk: (chunk) => this.#take(chunk),
      onInterrupted: (why) => {
        this.#gaps.expect()
        this.#setSound({ name: 'interrupted', why })
      },
      onLost: () => this.#loseMicrophone(),
    })
  }

  /** Tries to end an interruption, at the member's gesture. */
  wake(): void {
    this.#microphone?.wake()
  }

  pause(): void {
    this.#microphone?.pause()
    this.#gaps.expect()
    this.stopwatch.pause()
    this.#setSound({ name: 'paused' })
    if (this.view().guidance.name === 'pattern') this.#set({ guidance: { name: 'held' } })
  }

  resume(): void {
    this.#microphone?.resume()
    this.stopwatch.resume()
    this.#setSound({ name: 'resumed' })
    if (this.view().guidance.name !== 'calibrating') this.#beginPattern()
  }

  skipCalibration(): void {
    this.#socket.skipCalibration()
    this.#beginPattern()
  }

  /** What the browser knows of its network. */
  setOnline(isOnline: boolean): void {
    if (isOnline) this.#socket.retryNow()
    else this.#socket.lose()
  }

  /** Closes the microphone, and resolves when the sound so far has reached the server, or never will. */
  finish(): Promise<void> {
    this.#closeMicrophone()
    this.#socket.finish()
    return new Promise((resolve) => {
      const look = () => {
        if (isEnd(this.view().connection)) resolve()
      }
      this.subscribe(look)
      look()
    })
  }

  /** What was learned of the breath at this microphone, once the server has sent it. */
  profile(): { microphone: string; profile: string } | null {
    const { profile } = this.view().breath
    return profile && this.#label ? { microphone: this.#label, profile } : null
  }

  /** Lets go of everything at once. */
  close(): void {
    this.#closeMicrophone()
    this.#socket.close()
  }

  /** The time without sound becomes a gap in the count of samples; it is never taken for silence. */
  #take({ records, sound, atMs }: AudioChunk): void {
    if (this.#isPaused()) return
    const { store, hello } = this.#parts
    const { missedMs, samples } = this.#gaps.before(atMs)
    if (samples > 0) store.skip(samples)
    this.#setSound({ name: 'came', missedMs })
    store.add(hello.format === 'features' ? records : (sound ?? new Uint8Array()))
    this.trace.push(this.clockMs(), soundFeaturesOf(records).excessDb)
    this.#socket.pump()
    this.#guide()
  }

  #loseMicrophone(): void {
    this.#closeMicrophone()
    this.#gaps.expect()
    this.#setSound({ name: 'lost' })
  }

  #closeMicrophone(): void {
    this.#microphone?.close()
    this.#microphone = null
  }

  /** Begins the pattern when there is nothing to calibrate (any more). */
  #guide(): void {
    const { connection, breath, guidance } = this.view()
    const isCalibrated = guidance.name === 'calibrating' && this.calibration() === null
    const isUncalibrated = guidance.name !== 'pattern' && connection === 'live' && breath.calibration === null
    if (isCalibrated || isUncalibrated) this.#beginPattern()
  }

  #beginPattern(): void {
    if (this.view().guidance.name === 'pattern') return
    this.#set({ guidance: this.#isPaused() ? { name: 'held' } : { name: 'pattern', sinceMs: this.#nowMs() } })
  }

  #nowMs(): number {
    return this.#parts.clock.nowMs()
  }

  #isPaused(): boolean {
    return this.view().sound.name === 'paused'
  }

  #setSound(event: SoundEvent): void {
    this.#set({ sound: soundAfter(this.view().sound, event) })
  }

  #set(change: Partial<LiveView>): void {
    const [before, after] = [this.view(), { ...this.view(), ...change }]
    const isOther = (Object.keys(change) as (keyof LiveView)[]).some((part) => before[part] !== after[part])
    if (isOther) this.#view.set(after)
  }
}
