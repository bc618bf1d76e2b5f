import type { StudioMemberDetail } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { useStepUp } from '../shared/step-up.tsx'
import { t } from './messages.ts'
import { LISTS, memberQuery } from './queries.ts'

/** Does something to a member, and shows how they stand afterwards. Who does what cannot be undone is asked for the password. */
export function useMemberAct() {
  const queries = useQueryClient()
  const toasts = useToasts()
  const withStepUp = useStepUp()
  return useMutation({
    mutationFn: ({ act }: { act: () => Promise<StudioMemberDetail>; done: string }) => withStepUp(act),
    onSuccess: (member, { done }) => {
      queries.setQueryData(memberQuery(member.id).queryKey, member)
      void queries.invalidateQueries({ queryKey: LISTS })
      toasts.say(done)
    },
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
  })
}
