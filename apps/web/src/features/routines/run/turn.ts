/** How practice between items went. */
export interface Practised {
  /** Chosen here: told twice, it is one session. */
  sessionId: string
  startedAt: string
  /** Without the pauses. */
  practisedMs: number
  completed: boolean
  /** Its time was over: nobody ended it before. */
  isWhole: boolean
}

export interface TurnProps<Step> {
  step: Step
  /** Where bells ring. */
  bells: AudioContext
  /** Once, when its time is over, it is ended, or its page is left. */
  onEnd: (practised: Omit<Practised, 'sessionId' | 'startedAt'>) => void
}

export const MS_PER_MINUTE = 60_000
