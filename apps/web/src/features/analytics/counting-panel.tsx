import { updateProfile } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useMember, useSignIn } from '../../sign-in/use-sign-in.ts'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import styles from './counting-panel.module.css'

/** Whether what the member plays is counted, and how to say otherwise. */
export function CountingPanel() {
  const signIn = useSignIn()
  const toasts = useToasts()
  const optsOut = useMember()?.analytics_opt_out ?? false
  const saving = useMutation({
    mutationFn: (analytics_opt_out: boolean) => answerOf(updateProfile({ body: { analytics_opt_out } })),
    onSuccess: ({ analytics_opt_out }) => signIn.update({ analytics_opt_out }),
    onError: (error) => toasts.say(wordsOf(error, 'It could not be saved. Try again.')),
  })
  return (
    <Panel title="What is counted" anchor="counting">
      <Switch
        label="Count what I play"
        words="How often, how far and how smoothly a session plays, so that the studio learns which ones help."
        isOn={saving.isPending ? !saving.variables : !optsOut}
        onSwitch={(isOn) => saving.mutate(!isOn)}
      />
      <p className={styles.words}>
        The studio sees numbers, never names. Where you stopped is kept all the same, so that you can go on there. A
        browser that sends Global Privacy Control is never counted.
      </p>
    </Panel>
  )
}
