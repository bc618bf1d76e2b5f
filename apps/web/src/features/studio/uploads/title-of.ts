import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { t } from './messages.ts'

/** What an item is called until somebody names it: `Night sea` for `night-sea.final.mp4` would be guessing, `Night sea final` is not. */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\s._-]+/g, ' ')
    .trim()
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return Array.from(title).slice(0, MAX_LENGTHS.createContent.title).join('') || t('untitled')
}
