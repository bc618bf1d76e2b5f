import type { ContentCard, Home } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isMissing, wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { dismiss, homeQuery, restore } from './queries.ts'
import { withoutItem } from './without.ts'

interface Parts {
  memberId: string
  /** Takes an item off what the member may go on with. */
  takeOff: (contentId: string) => Promise<unknown>
}

type Titled = Pick<ContentCard, 'id' | 'title'>

/** The page of a member at this hour, and how they take something off it: here at once, and on every device. */
export function useHome({ memberId, takeOff }: Parts) {
  const [hour] = useState(() => new Date().getHours())
  const queries = useQueryClient()
  const toasts = useToasts()
  const options = homeQuery(memberId, hour)
  const query = useQuery(options)

  async function take(contentId: string, tell: (contentId: string) => Promise<unknown>): Promise<boolean> {
    await queries.cancelQueries({ queryKey: options.queryKey })
    queries.setQueryData<Home>(options.queryKey, (known) => known && withoutItem(known, contentId))
    try {
      await tell(contentId)
      return true
    } catch (error) {
      if (!isMissing(error)) toasts.say(wordsOf(error, t('takeOffFailed')))
      await queries.invalidateQueries({ queryKey: options.queryKey })
      return false
    }
  }

  async function dismissItem({ id, title }: Titled): Promise<void> {
    if (!(await take(id, dismiss))) return
    toasts.say(t('notSuggested', { title }), { label: t('undo'), act: () => void takeBack(id) })
  }

  async function takeBack(contentId: string): Promise<void> {
    try {
      await restore(contentId)
      toasts.say(t('suggestedAgain'))
    } catch (error) {
      toasts.say(wordsOf(error, t('takeBackFailed')))
    }
    await queries.invalidateQueries({ queryKey: options.queryKey })
  }

  return {
    query,
    takeOff: (item: Titled) => void take(item.id, takeOff),
    dismiss: (item: Titled) => void dismissItem(item),
  }
}
