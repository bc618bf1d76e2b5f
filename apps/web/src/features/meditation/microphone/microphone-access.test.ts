import { beforeEach, describe, expect, test } from 'vitest'
import type { Microphone } from './microphone.ts'
import { createMicrophoneAccess, type MicrophoneAccess, type MicrophoneState } from './microphone-access.ts'
import type { MicrophonePermission } from './permission.ts'

interface Question {
  deviceId: string
  answer(microphone: FakeMicrophone): Promise<void>
  refuse(name: string): Promise<void>
}

class FakeMicrophone implements Microphone {
  label = 'Fake'
  deviceId = 'fake'
  suppressesNoise = false
  isClosed = false
  capture() {}
  pause() {}
  resume() {}
  wake() {}
  close() {
    this.isClosed = true
  }
}

let questions: Question[]
let states: MicrophoneState[]
let permit: (permission: MicrophonePermission) => void
let isWatching: boolean
let access: MicrophoneAccess

beforeEach(() => {
  questions = []
  states = []
  isWatching = true
  access = createMicrophoneAccess({
    deviceId: 'chosen',
    openMicrophone: (deviceId) =>
      new Promise((resolve, reject) => {
        questions.push({
          deviceId,
          answer: async (microphone) => {
            resolve(microphone)
            await settle()
          },
          refuse: async (name) => {
            reject(new DOMException('no', name))
            await settle()
          },
        })
      }),
    watchPermission: (tell) => {
      permit = tell
      return () => {
        isWatching = false
      }
    },
    onState: (state) => states.push(state),
  })
})

const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
const state = () => states.at(-1)
const question = () => {
  const last = questions.at(-1)
  if (!last) throw new Error('Nobody has asked for a microphone')
  return last
}
async function openWith(permission: MicrophonePermission): Promise<FakeMicrophone> {
  permit(permission)
  if (permission === 'prompt') access.open('chosen')
  const microphone = new FakeMicrophone()
  await question().answer(microphone)
  return microphone
}

describe('a permission that is granted', () => {
  test('opens the chosen microphone without a question', async () => {
    const microphone = await openWith('granted')
    expect([question().deviceId, state()]).toEqual(['chosen', { kind: 'open', microphone }])
  })

  test('although the system refuses is told from one that the browser refuses', async () => {
    permit('granted')
    await question().refuse('NotAllowedError')
    expect(state()).toEqual({ kind: 'failed', failure: 'blocked' })
  })

  test('does not help where there is no microphone, or another program has it', async () => {
    permit('granted')
    await question().refuse('NotFoundError')
    expect(state()).toEqual({ kind: 'failed', failure: 'missing' })
    access.open('chosen')
    await question().refuse('NotReadableError')
    expect(state()).toEqual({ kind: 'failed', failure: 'busy' })
  })
})

describe('a permission that is still open', () => {
  test('asks nobody until the member wants it', async () => {
    permit('prompt')
    expect([state(), questions]).toEqual([{ kind: 'asking' }, []])
    access.open('chosen')
    expect(state()).toEqual({ kind: 'opening' })
  })

  test('and is left unanswered may be asked again', async () => {
    permit('prompt')
    access.open('chosen')
    await question().refuse('NotAllowedError')
    expect(state()).toEqual({ kind: 'failed', failure: 'dismissed' })
  })

  test.each(['before', 'after'])(
    'and is answered with no is denied, if the browser says so %s it refuses',
    async (when) => {
      permit('prompt')
      access.open('chosen')
      if (when === 'before') permit('denied')
      await question().refuse('NotAllowedError')
      if (when === 'after') permit('denied')
      expect(state()).toEqual({ kind: 'failed', failure: 'denied' })
    },
  )

  test('and is answered with yes opens one microphone, not two', async () => {
    permit('prompt')
    access.open('chosen')
    permit('granted')
    await question().answer(new FakeMicrophone())
    expect([questions.length, state()?.kind]).toEqual([1, 'open'])
  })
})

describe('a permission that is denied', () => {
  test('is said at once, and nothing is asked for', () => {
    permit('denied')
    expect([state(), questions]).toEqual([{ kind: 'failed', failure: 'denied' }, []])
  })

  test('and granted while the page is open, opens the microphone by itself', () => {
    permit('denied')
    permit('granted')
    expect([state(), questions.length]).toEqual([{ kind: 'opening' }, 1])
  })

  test('and taken back while the page is open, lets the member ask', () => {
    permit('denied')
    permit('prompt')
    expect(state()).toEqual({ kind: 'asking' })
  })
})

describe('while a microphone is open', () => {
  test('a denial closes it', async () => {
    const microphone = await openWith('granted')
    permit('denied')
    expect([microphone.isClosed, state()]).toEqual([true, { kind: 'failed', failure: 'denied' }])
  })

  test('a device that is gone is missing, and closed', async () => {
    const microphone = await openWith('granted')
    access.lose()
    expect([microphone.isClosed, state()]).toEqual([true, { kind: 'failed', failure: 'missing' }])
  })

  test('a permission that was reset ends it and asks anew', async () => {
    await openWith('granted')
    permit('prompt')
    access.lose()
    expect(state()).toEqual({ kind: 'asking' })
  })

  test('another takes its place, and the last choice wins', async () => {
    const first = await openWith('granted')
    access.open('second')
    const slow = question()
    access.open('third')
    const third = new FakeMicrophone()
    await question().answer(third)
    const late = new FakeMicrophone()
    await slow.answer(late)
    expect([first.isClosed, late.isClosed, state()]).toEqual([true, true, { kind: 'open', microphone: third }])
  })

  test('it is closed when the page goes, unless somebody took it', async () => {
    const microphone = await openWith('granted')
    access.take()
    permit('denied')
    access.close()
    expect([microphone.isClosed, isWatching]).toEqual([false, false])
  })
})

test('a microphone that is opened after the page has gone is closed', async () => {
  permit('granted')
  access.close()
  const microphone = new FakeMicrophone()
  await question().answer(microphone)
  expect(microphone.isClosed).toBe(true)
})
