import { updateProfile } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useMember, useSignIn } from '../../sign-in/use-sign-in.ts'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import styles from './counting-panel.module.css'
import { t } from './messages.ts'

/** Whether what the member plays is counted, and how to say otherwise. */
export function CountingPanel() {
  const signIn = useSignIn()
  const toasts = useToasts()
  const optsOut = useMember()?.analytics_opt_out ?? false
  const saving = useMutation({
    mutationFn: (analytics_opt_out: boolean) => answerOf(updateProfile({ body: { analytics_opt_out } })),
    onSuccess: ({ analytics_opt_out }) => signIn.update({ analytics_opt_out }),
    onError: (error) => toasts.say(wordsOf(error, t('notSaved'))),
  })
  return (
    <Panel title={t('counted')} anchor="counting">
      <Switch
        label={t('countMine')}
        words={t('countMineHint')}
        isOn={saving.isPending ? !saving.variables : !optsOut}
        onSwitch={(isOn) => saving.mutate(!isOn)}
      />
      <p className={styles.words}>{t('neverNames')}</p>
    </Panel>
  )
}
