import type { PlayerControls } from '../controls/player-controls.ts'
import { t } from '../messages.ts'
import { clockWords } from '../positions/positions.ts'
import type { useKeptPosition } from '../positions/use-kept-position.ts'

/** The most important thing that there is to say, in one line, and what may be done about it. */
export interface Notice {
  words: string
  action: { words: string; act: () => void } | null
}

interface NoticeParts {
  controls: PlayerControls
  kept: ReturnType<typeof useKeptPosition>
  isSlow: boolean
}

/** @returns null where there is nothing to say. */
export function noticeOf({ controls, kept, isSlow }: NoticeParts): Notice | null {
  const { playback, sleep, following, end } = controls
  const { failure, retry } = playback
  if (failure) {
    return { words: failure.words, action: failure.action ? { words: failure.action, act: () => retry() } : null }
  }
  if (end.end?.secondsLeft != null && following?.next) {
    return { words: t('nextIs', { title: following.next.title }), action: { words: t('stay'), act: end.stay } }
  }
  if (sleep.isFading) {
    return { words: t('soundIsFading'), action: { words: t('playOn'), act: () => sleep.choose(null) } }
  }
  if (kept.furtherSeconds !== null) {
    const words = t('youAreAt', { furtherSeconds: clockWords(kept.furtherSeconds) })
    return { words, action: { words: t('goThere'), act: kept.goThere } }
  }
  return isSlow ? { words: t('nothingComing'), action: null } : null
}
