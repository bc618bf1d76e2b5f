import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import { MASTER_PLAYLIST, mediaKey } from '@better-and-bliss/stream-token'
import type { Database } from '../../../db/database.ts'
import { collectWords } from '../../../text/spoken-words.ts'
import { CaptionsRefused, type Cue, salvageCaptions } from '../../../text/webvtt.ts'
import { saveWords, takeDueWords } from './spoken-words-queries.ts'

export const DRAW_WORDS_EVERY_MS = 60_000
const READ_AT_ONCE = 16

interface Parts {
  db: Database
  store: ObjectStore
}

/** The worker's round: draws the words of captions that were not drawn when their conversion ended, one item after another. */
export async function drawDueWords(parts: Parts, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted && (await drawNext(parts, null)));
}

/** Draws the words of an item's captions, if they are due. */
export async function drawWordsOf(parts: Parts, contentId: string): Promise<void> {
  await drawNext(parts, contentId)
}

/** @returns whether something was due. */
async function drawNext({ db, store }: Parts, contentId: string | null): Promise<boolean> {
  const due = await takeDueWords(db, contentId)
  if (!due) return false
  await saveWords(db, due, await wordsIn(store, mediaKey(due.content_id)))
  return true
}

/** Of the captions as members' players read them, whichever way they came and whatever converted them. */
async function wordsIn(store: ObjectStore, folder: string): Promise<string> {
  const master = new TextDecoder().decode((await store.read(folder + MASTER_PLAYLIST)) ?? new Uint8Array())
  const words = collectWords()
  for (const [, track] of master.matchAll(/URI="(sub-[\w-]+)\.m3u8"/g)) {
    words.nextLanguage()
    const keys = await Array.fromAsync(keysIn(store, `${folder}${track}/`))
    for (let at = 0; at < keys.length; at += READ_AT_ONCE) {
      const read = keys.slice(at, at + READ_AT_ONCE).map(async (key) => cuesIn(await store.read(key)))
      if (!words.add((await Promise.all(read)).flat())) break
    }
  }
  return words.text()
}

function cuesIn(bytes: Uint8Array | null): Cue[] {
  try {
    return salvageCaptions(bytes ?? new Uint8Array())
  } catch (error) {
    if (error instanceof CaptionsRefused) return []
    throw error
  }
}
