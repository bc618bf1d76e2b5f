import { beforeEach, describe, expect, test } from 'vitest'
import { type Ambience, createAmbience } from './ambience.ts'
import type { MixOutput } from './mix-output.ts'
import type { Mix } from './sounds.ts'

let kept: Map<string, string>
let heard: { mix: Mix; volume: number; isPlaying: boolean; opened: number }
let nowMs: number
let look: () => void
let ambience: Ambience

const output: MixOutput = {
  set: (mix) => {
    heard.mix = mix
  },
  setVolume: (volume) => {
    heard.volume = volume
  },
  play: () => {
    heard.isPlaying = true
  },
  pause: () => {
    heard.isPlaying = false
  },
  close: () => {},
}

beforeEach(() => {
  kept = new Map()
  heard = { mix: [], volume: 1, isPlaying: false, opened: 0 }
  nowMs = 1_000_000
  look = () => {}
  ambience = open()
})

function open(): Ambience {
  return createAmbience({
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    openOutput: () => {
      heard.opened += 1
      return output
    },
    nowMs: () => nowMs,
    every: (_ms, act) => {
      look = act
      return () => {
        look = () => {}
      }
    },
  })
}

function hear(...sounds: Parameters<Ambience['toggle']>[0][]): void {
  for (const sound of sounds) ambience.toggle(sound)
}

function after(seconds: number): void {
  nowMs += seconds * 1000
  look()
}

describe('ambient sounds', () => {
  test('are heard as soon as they are chosen, each at its level', () => {
    hear('rain', 'waves')
    ambience.setLevel('waves', 20)
    expect(heard).toMatchObject({
      mix: [
        { sound: 'rain', level: 50 },
        { sound: 'waves', level: 20 },
      ],
      isPlaying: true,
    })
    expect(ambience.current()).toMatchObject({ isPlaying: true, isOpen: true })
  })

  test('are three at the most', () => {
    hear('rain', 'waves', 'pink_noise', 'brown_noise')
    expect(heard.mix.map(({ sound }) => sound)).toEqual(['rain', 'waves', 'pink_noise'])
  })

  test('fall silent when the last one is taken out, or when they are closed', () => {
    hear('rain', 'rain')
    expect(ambience.current()).toMatchObject({ isPlaying: false, mix: [] })
    ambience.play()
    expect(ambience.current().isPlaying).toBe(false)
    hear('waves')
    ambience.close()
    expect([heard.isPlaying, ambience.current().isOpen]).toEqual([false, false])
  })

  test('are remembered by the device, with the levels of those that were taken out; and do not sound by themselves', () => {
    hear('rain', 'waves')
    ambience.setLevel('rain', 80)
    ambience.toggle('rain')
    ambience = open()
    expect(ambience.current()).toMatchObject({ mix: [{ sound: 'waves', level: 50 }], isPlaying: false, isOpen: false })
    hear('rain')
    expect(heard.mix).toContainEqual({ sound: 'rain', level: 80 })
  })

  test.each(['{"half":', '[]', 'null', '{"levels":{"rain":900},"chosen":["rain","thunder"]}'])(
    'are as by default where what is kept is nonsense: %s',
    (nonsense) => {
      kept.set('bliss.ambience', nonsense)
      expect(open().current().levels).toMatchObject({ rain: 50, waves: 50 })
    },
  )

  test('fade with the sleep timer of the player, and are as loud as ever afterwards', () => {
    hear('rain')
    ambience.fade(0.25)
    expect(heard.volume).toBe(0.25)
    ambience.pause()
    ambience.fade(1)
    expect([heard.volume, heard.isPlaying]).toEqual([0.25, false])
    ambience.play()
    expect([heard.volume, heard.isPlaying]).toEqual([1, true])
  })

  test('have a sleep timer of their own, which fades them and ends them', () => {
    hear('rain')
    ambience.chooseSleep(5)
    after(285)
    expect(heard.volume).toBeCloseTo(0.25)
    expect(ambience.current().sleep.isFading).toBe(true)
    after(15)
    expect(ambience.current()).toMatchObject({ isPlaying: false, sleep: { choice: null, isOver: true } })
    expect(heard.isPlaying).toBe(false)
    ambience.play()
    expect([heard.volume, ambience.current().sleep.isOver]).toEqual([1, false])
  })

  test('need one output, however often they are begun', () => {
    hear('rain')
    ambience.pause()
    ambience.play()
    expect(heard.opened).toBe(1)
  })
})
