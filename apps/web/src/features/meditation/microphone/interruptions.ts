import type { Clock } from '../clock.ts'

/** Why no sound comes from a microphone that is open: the browser stopped it, the device is muted, or nobody knows. */
export type Interruption = 'suspended' | 'muted' | 'silent'

/** The parts of the browser that say how a microphone is. */
interface Watched {
  context: EventTarget & { readonly state: string; resume(): Promise<void> }
  track: EventTarget & { readonly muted: boolean; readonly readyState: string }
  page: EventTarget & { readonly visibilityState: string }
  clock: Clock
  onInterrupted: (why: Interruption) => void
  /** False: what comes is no sound of the room. True: it is again, after a gap. */
  onSound: (isSound: boolean) => void
  /** It will not come back: another has to be opened. */
  onLost: () => void
}

const LOOK_MS = 500
/** Looks without sound, each after the page had time to receive it, until that is an interruption. */
const SILENT_LOOKS = 4
/** And until the device is opened anew, while the page is seen. */
const HOPELESS_LOOKS = 16

/**
 * Notices when an open microphone gives no sound any more: a call or the lock of a telephone suspends the context, a
 * headset mutes or ends the track, and some devices just fall silent. Goes on by itself as soon as the browser lets it.
 */
export class InterruptionWatch {
  readonly #parts: Watched
  readonly #watching = new AbortController()
  #looks = 0
  #isInterrupted = false
  #isExpected = true
  #cancelLook = () => {}

  constructor(parts: Watched) {
    this.#parts = parts
    const { context, track, page, onSound } = parts
    const { signal } = this.#watching
    context.addEventListener('statechange', () => this.#changeState(), { signal })
    page.addEventListener('visibilitychange', () => this.#wakeIfSeen(), { signal })
    track.addEventListener('mute', () => this.#mute(), { signal })
    track.addEventListener('unmute', () => onSound(true), { signal })
    track.addEventListener('ended', () => this.#lose(), { signal })
    this.#lookAgain()
    if (track.muted) this.#mute()
  }

  /** Sound has come. */
  soundCame(): void {
    this.#looks = 0
    this.#isInterrupted = false
  }

  /** From now on no sound is expected, or is again. */
  expect(sound: boolean): void {
    this.#isExpected = sound
    this.soundCame()
    if (sound) this.wake()
  }

  /** Tries to go on, at once. */
  wake(): void {
    const { context } = this.#parts
    if (context.state !== 'running' && context.state !== 'closed') context.resume().catch(() => {})
  }

  close(): void {
    this.#watching.abort()
    this.#cancelLook()
  }

  #changeState(): void {
    const { context, track, onSound } = this.#parts
    if (context.state === 'running') onSound(!track.muted)
    else if (context.state !== 'closed') {
      this.#interrupt('suspended')
      this.#wakeIfSeen()
    }
  }

  #mute(): void {
    this.#parts.onSound(false)
    this.#interrupt('muted')
  }

  #interrupt(why: Interruption): void {
    if (!this.#isExpected || this.#isInterrupted) return
    this.#isInterrupted = true
    this.#parts.onInterrupted(why)
  }

  #lose(): void {
    this.close()
    this.#parts.onLost()
  }

  #wakeIfSeen(): void {
    if (this.#isSeen()) this.wake()
  }

  #isSeen(): boolean {
    return this.#parts.page.visibilityState === 'visible'
  }

  #lookAgain(): void {
    this.#cancelLook = this.#parts.clock.after(LOOK_MS, () => this.#look())
  }

  #look(): void {
    const { context, track } = this.#parts
    this.#looks = this.#isExpected ? this.#looks + 1 : 0
    if (this.#looks >= SILENT_LOOKS) {
      this.#interrupt(track.muted ? 'muted' : context.state === 'running' ? 'silent' : 'suspended')
      this.#wakeIfSeen()
      // What may be woken when it is seen is not given up before.
      if (!this.#isSeen() || track.muted) this.#looks = SILENT_LOOKS
    }
    if (this.#looks >= HOPELESS_LOOKS) this.#lose()
    else this.#lookAgain()
  }
}
