import type { KeyValueStore } from '../../api/local-storage.ts'
import { createObservable, type Observable } from '../../ui/observable.ts'
import { NO_SLEEP, type SleepView } from '../streaming/controls/sleep/sleep-timer.ts'
import { type AmbientSleepParts, ambientSleep } from './ambient-sleep.ts'
import { type KeptMixer, keepMixer, readMixer } from './kept-mixer.ts'
import { lazyOutput } from './lazy-output.ts'
import type { MixOutput } from './mix-output.ts'
import { type AmbientSound, MAX_AT_ONCE } from './sounds.ts'

/** What the app's ambient sounds are; another object each time. */
export interface AmbienceView extends KeptMixer {
  isPlaying: boolean
  /** Whether it was begun, and not closed since: then a bar stands at the foot of all pages. */
  isOpen: boolean
  /** Its own timer, for sounds that are heard alone. */
  sleep: SleepView
}

/** The ambient sounds of the app: beside its player, which they go on under, or alone. */
export interface Ambience extends Pick<Observable<AmbienceView>, 'current' | 'subscribe'> {
  /** Adds a sound, and lets it be heard, or takes it out. */
  toggle(sound: AmbientSound): void
  setLevel(sound: AmbientSound, level: number): void
  play(): void
  pause(): void
  /** It is silent, and no bar shows it. */
  close(): void
  chooseSleep(minutes: number | null): void
  /** How loud the sleep timer of the player leaves it, from 0 to 1. */
  fade(share: number): void
}

interface AmbienceParts extends Pick<AmbientSleepParts, 'nowMs' | 'every'> {
  storage: KeyValueStore
  /** Within the member's gesture. */
  openOutput: () => MixOutput
}

export function createAmbience({ storage, openOutput, nowMs, every }: AmbienceParts): Ambience {
  const view = createObservable<AmbienceView>({
    ...readMixer(storage),
    isPlaying: false,
    isOpen: false,
    sleep: NO_SLEEP,
  })
  const { current, subscribe } = view
  const change = (part: Partial<AmbienceView>) => view.set({ ...current(), ...part })
  const output = lazyOutput(openOutput, current)

  function play(): void {
    if (current().mix.length === 0) return
    change({ isPlaying: true, isOpen: true })
    timer.wake()
    output.follow()
  }

  function pause(): void {
    change({ isPlaying: false })
    output.follow()
  }

  function mixTo(mixer: KeptMixer): void {
    change(mixer)
    keepMixer(storage, mixer)
    output.follow()
  }

  const timer = ambientSleep({
    turn: (own) => output.turn({ own }),
    pause,
    nowMs,
    every,
    onChange: (sleep) => change({ sleep }),
  })

  return {
    ...{ current, subscribe, play, pause },
    toggle: (sound) => {
      const before = current().mix
      mixTo(toggled(current(), sound))
      const { mix } = current()
      if (mix.length > before.length) play()
      else if (mix.length === 0) pause()
    },
    setLevel: (sound, level) => {
      const { mix, levels } = current()
      const turned = mix.map((part) => (part.sound === sound ? { sound, level } : part))
      mixTo({ mix: turned, levels: { ...levels, [sound]: level } })
    },
    close: () => {
      timer.choose(null)
      pause()
      change({ isOpen: false })
    },
    chooseSleep: timer.choose,
    fade: (shared) => output.turn({ shared }),
  }
}

function toggled({ mix, levels }: KeptMixer, sound: AmbientSound): KeptMixer {
  const others = mix.filter((part) => part.sound !== sound)
  if (others.length < mix.length) return { mix: others, levels }
  return { mix: [...mix, { sound, level: levels[sound] }].slice(0, MAX_AT_ONCE), levels }
}
