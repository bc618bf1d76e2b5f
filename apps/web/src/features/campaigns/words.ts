import type { Campaign } from '@better-and-bliss/sdk'
import { momentWords } from '../../ui/words.ts'
import { t } from './messages.ts'

/** How far a campaign is. */
export function stateWords({ state, starts_at, ended_at, updated_at }: Campaign): string {
  switch (state) {
    case 'draft':
      return t('draftChanged', { when: momentWords(updated_at) })
    case 'scheduled':
      return t('begins', { when: momentWords(starts_at ?? updated_at) })
    case 'sending':
      return t('beingSent')
    case 'paused':
      return t('paused')
    case 'sent':
      return t('sentAt', { when: momentWords(ended_at ?? updated_at) })
  }
}
