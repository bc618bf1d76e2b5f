import { translatorOf } from '../../language/studio-translator.ts'
import { campaigns } from '../../messages/en/campaigns.ts'

/** What is said here, in the page's language. */
export const t = translatorOf('campaigns', campaigns)
