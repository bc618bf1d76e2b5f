import { emptySlotSet, type SlotSet, type Slots, withoutSlots, withSlot } from './slot-set.ts'
import { STOP_WORDS, termsOf } from './terms.ts'
import { createVocabulary } from './vocabulary.ts'

/**
 * Finds items by what is said in them. Nothing is spelled like it, so that no answer shows a word of captions that its viewer must
 * not read.
 */
export interface SpeechIndex {
  /** @param words one blank between two; none of this slot are there. */
  add(slot: number, words: string): void
  remove(slots: readonly number[]): void
  /** The slots of items where the term is said, one that begins with it, or another form of it. */
  matching(term: string): Slots[]
  isEmpty(): boolean
}

export function createSpeechIndex(): SpeechIndex {
  const terms = createVocabulary<SlotSet>({ isSpelled: false })
  /** Slots with words. */
  const speaking = new Set<number>()
  let slots = 0

  return {
    add: (slot, words) => {
      slots = Math.max(slots, slot + 1)
      for (const term of termsOf(words)) {
        if (STOP_WORDS.has(term)) continue
        const known = terms.get(term)
        const set = withSlot(known ?? emptySlotSet(), slot, slots)
        if (set !== known) terms.set(term, set)
        speaking.add(slot)
      }
    },
    remove: (removed) => {
      const gone = new Set(removed.filter((slot) => speaking.delete(slot)))
      if (gone.size === 0) return
      for (const [term, known] of terms.entries()) {
        const set = withoutSlots(known, gone)
        if (set.count === 0) terms.delete(term)
        else if (set !== known) terms.set(term, set)
      }
    },
    matching: (term) => {
      const { exact, alike } = terms.matching(term)
      return [...exact, ...alike]
    },
    isEmpty: () => speaking.size === 0,
  }
}
