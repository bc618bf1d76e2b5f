import { keepAccount } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'

/** Takes back what the member asked for: that their account be deleted. */
export function useKeepAccount() {
  const signIn = useSignIn()
  const toasts = useToasts()
  return useMutation({
    mutationFn: () => answerOf(keepAccount()),
    onSuccess: (user) => {
      signIn.update(user)
      toasts.say(t('goodToHaveYouBack'))
    },
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
}
