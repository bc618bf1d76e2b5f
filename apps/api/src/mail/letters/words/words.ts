import type { Language } from '@better-and-bliss/membership'
import { de } from './de.ts'
import { en, type LetterWords } from './en.ts'

export const WORDS: Record<Language, LetterWords> = { en, de }
