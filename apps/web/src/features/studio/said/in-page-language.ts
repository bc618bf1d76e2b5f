import type { Language } from '@better-and-bliss/membership'
import { LANGUAGE } from '../../../language/page-language.ts'
import { type Sentences, translatorOfSaid } from './said.ts'

const SENTENCES = {
  de: async () => {
    const { findings } = await import('./de/findings.ts')
    const { causes } = await import('./de/causes.ts')
    const { userPool } = await import('./de/user-pool.ts')
    return [findings, userPool, causes]
  },
} satisfies Record<Exclude<Language, 'en'>, () => Promise<Sentences[]>>

/** What the API says in English, in the page's language. */
export const saidByApi = translatorOfSaid(LANGUAGE === 'en' ? [] : await SENTENCES[LANGUAGE]())
