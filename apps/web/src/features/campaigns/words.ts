import type { Campaign } from '@better-and-bliss/sdk'
import { momentWords } from '../../ui/words.ts'

/** How far a campaign is. */
export function stateWords({ state, starts_at, ended_at, updated_at }: Campaign): string {
  switch (state) {
    case 'draft':
      return `Draft, changed ${momentWords(updated_at)}`
    case 'scheduled':
      return `Begins ${momentWords(starts_at ?? updated_at)}`
    case 'sending':
      return 'Is being sent'
    case 'paused':
      return 'Paused'
    case 'sent':
      return `Sent ${momentWords(ended_at ?? updated_at)}`
  }
}
