import { describe, expect, test } from 'vitest'
import { type Fate, forgetEnding, keepUnsent, readUnsent, sendUnsent, type Unsent } from './unsent.ts'
import { unsentKey } from './unsent-key.ts'

const ID = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11'
const OTHER = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a12'
const session = { started_at: '2026-01-01T07:00:00.000Z', duration_seconds: 600, completed: true, mood_before: null }

function storageWith(...entries: Unsent[]) {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  for (const entry of entries) keepUnsent(storage, 'ada', entry)
  return storage
}

describe('what the API does not know yet', () => {
  test('is told once, and then forgotten', async () => {
    const storage = storageWith({ id: ID, session, reflection: null })
    const told: Unsent[] = []
    const tell = (entry: Unsent) => Promise.resolve<Fate>(told.push(entry) ? 'told' : 'refused')
    expect(await sendUnsent(storage, 'ada', tell)).toBe(true)
    expect(await sendUnsent(storage, 'ada', tell)).toBe(true)
    expect(told).toEqual([{ id: ID, session, reflection: null }])
    expect(storage.getItem(unsentKey('ada'))).toBeNull()
  })

  test('stays as long as the API cannot be reached, and is left behind when it is refused', async () => {
    const storage = storageWith({ id: ID, session, reflection: null }, { id: OTHER, session, reflection: null })
    expect(await sendUnsent(storage, 'ada', () => Promise.resolve('unreachable'))).toBe(false)
    expect(readUnsent(storage, 'ada')).toHaveLength(2)
    expect(await sendUnsent(storage, 'ada', ({ id }) => Promise.resolve(id === ID ? 'refused' : 'told'))).toBe(true)
  })

  test('is one entry a session, with all that was said of it', () => {
    const storage = storageWith({ id: ID, session, reflection: null })
    keepUnsent(storage, 'ada', { id: ID, session: null, reflection: { mood_after: 4 } })
    keepUnsent(storage, 'ada', { id: ID, session: null, reflection: { note: 'Rain' } })
    expect(readUnsent(storage, 'ada')).toEqual([{ id: ID, session, reflection: { mood_after: 4, note: 'Rain' } }])
  })

  test('keeps what is said while it is told', async () => {
    const storage = storageWith({ id: ID, session, reflection: null })
    await sendUnsent(storage, 'ada', () => {
      keepUnsent(storage, 'ada', { id: ID, session: null, reflection: { note: 'Rain' } })
      return Promise.resolve('told')
    })
    expect(readUnsent(storage, 'ada')).toEqual([{ id: ID, session: null, reflection: { note: 'Rain' } }])
  })

  test('keeps what paced a breath, and of an entry without it that it was the timer', () => {
    const paced = { pattern: 'box' as const, target: null }
    const storage = storageWith({ id: ID, session: { ...session, paced }, reflection: null })
    keepUnsent(storage, 'ada', { id: OTHER, session, reflection: null })
    expect(readUnsent(storage, 'ada').map((entry) => entry.session?.paced)).toEqual([paced, undefined])
  })

  test('keeps when a session ended that the API began, until the API knows it', async () => {
    const ending = { started_at: session.started_at, elapsed_seconds: 300, paused_seconds: 0 }
    const storage = storageWith({ id: ID, session: null, ending, reflection: null })
    keepUnsent(storage, 'ada', { id: ID, session: null, reflection: { note: 'Rain' } })
    expect(readUnsent(storage, 'ada')).toMatchObject([{ id: ID, ending, reflection: { note: 'Rain' } }])
    forgetEnding(storage, 'ada', ID)
    expect(readUnsent(storage, 'ada')).toEqual([{ id: ID, session: null, reflection: { note: 'Rain' } }])
    keepUnsent(storage, 'ada', { id: OTHER, session: null, ending, reflection: null })
    forgetEnding(storage, 'ada', OTHER)
    expect(readUnsent(storage, 'ada')).toHaveLength(1)
  })

  test('belongs to one member, and nonsense in its place is nothing', () => {
    const storage = storageWith({ id: ID, session, reflection: null })
    expect(readUnsent(storage, 'eve')).toEqual([])
    storage.setItem(unsentKey('ada'), '{"half":')
    expect(readUnsent(storage, 'ada')).toEqual([])
  })
})
