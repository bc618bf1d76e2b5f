/** What we use of a `<video>`. */
export interface GuideMedia {
  readonly paused: boolean
  readonly ended: boolean
  play(): Promise<void>
  pause(): void
}

/** The session that a title guides. */
interface GuidedSession {
  onPause: () => void
  onResume: () => void
  onEnd: () => void
}

/** What the element tells of itself. These events do not bubble. */
export const GUIDE_EVENTS = ['loadstart', 'play', 'playing', 'pause', 'ended'] as const
type GuideEvent = (typeof GUIDE_EVENTS)[number]

/**
 * Keeps a guide and its session together: the session waits until the guide plays, a pause of one is a pause of both,
 * and the end of the guide ends the session.
 */
export class GuideSync {
  #media: GuideMedia | null = null
  #session: GuidedSession | null = null
  #isPaused = true
  #hasPlayed = false
  /** The member paused before the guide played. */
  #isHeld = false

  /** Whether the guide has played; until then the session waits for it. */
  get hasPlayed(): boolean {
    return this.#hasPlayed
  }

  bind(session: GuidedSession): void {
    this.#session = session
  }

  /** The session is paused, or goes on. It begins paused. */
  follow(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return
    this.#isPaused = isPaused
    this.#isHeld = isPaused && !this.#hasPlayed
    if (isPaused) this.#media?.pause()
    else if (this.#media?.paused && !this.#media.ended) this.#play(this.#media)
  }

  handle(event: GuideEvent, media: GuideMedia): void {
    this.#media = media
    if (event === 'ended') this.#session?.onEnd()
    else if (event === 'play' && this.#isHeld) media.pause()
    else if (event === 'playing') {
      this.#hasPlayed = true
      if (this.#isPaused) this.#session?.onResume()
    } else if (event === 'pause' && !media.ended && this.#hasPlayed && !this.#isPaused) this.#session?.onPause()
  }

  /** Where the browser does not let it play, the session does not run on without it. */
  #play(media: GuideMedia): void {
    media.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#session?.onPause()
    })
  }
}
