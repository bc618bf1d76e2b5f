import { changeEmail, confirmEmailChange } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { emailProblem } from '../../../forms/email-problem.ts'
import { PasswordField } from '../../../forms/password-field.tsx'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { useSignIn } from '../../../sign-in/use-sign-in.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { CodeField } from '../code/code-field.tsx'
import { codeProblem } from '../code/mailed-code.ts'
import { ResendCode } from '../code/resend-code.tsx'
import { EmailField } from '../fields.tsx'
import { t } from '../messages.ts'
import styles from './panel-form.module.css'
import { AccountName, PanelForm } from './panel-form.tsx'
import { profileQuery } from './queries.ts'

/** What the member asked for: asking again for a code takes it whole. */
interface Wish {
  email: string
  password: string
}

/** Another email address: the password first, then the code that was mailed to it. */
export function EmailPanel({ email }: { email: string }) {
  const [wish, setWish] = useState<Wish | null>(null)
  return (
    <Panel title={t('email')} anchor="email">
      {wish === null ? (
        <AskForm email={email} onSent={setWish} />
      ) : (
        <CodeForm wish={wish} onEnd={() => setWish(null)} />
      )}
    </Panel>
  )
}

function AskForm({ email, onSent }: { email: string; onSent: (wish: Wish) => void }) {
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: emailProblem,
      password: (value) => (value ? null : t('passwordNeeded')),
    },
    send: (body) => answerOf(changeEmail({ body })),
    fieldOf: { too_many_requests: 'password' },
    onDone: (_answer, sent) => onSent(sent),
  })
  return (
    <PanelForm lead={t('signInWithLead', { email })} {...{ problem, ref, submit }}>
      <AccountName email={email} />
      <EmailField {...form.getInputProps('email')} label={t('newEmail')} autoComplete="email" />
      <PasswordField {...form.getInputProps('password')} label={t('yourPassword')} />
      <Button type="submit" variant="default" loading={isSending}>
        {t('mailMeACode')}
      </Button>
    </PanelForm>
  )
}

function CodeForm({ wish, onEnd }: { wish: Wish; onEnd: () => void }) {
  const queries = useQueryClient()
  const signIn = useSignIn()
  const toasts = useToasts()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { code: '' },
    validate: { code: codeProblem },
    fieldOf: { invalid_code: 'code', too_many_requests: 'code', email_taken: 'code' },
    send: (body) => answerOf(confirmEmailChange({ body })),
    onDone: (profile) => {
      queries.setQueryData(profileQuery().queryKey, profile)
      signIn.update({ email: profile.email })
      toasts.say(t('signInFromNow', { email: profile.email }))
      onEnd()
    },
  })
  useEffect(() => ref.current?.querySelector<HTMLElement>('[name="code"]')?.focus(), [ref])
  return (
    <PanelForm lead={t('codeOnItsWay', { email: wish.email.trim() })} {...{ problem, ref, submit }}>
      <CodeField {...form.getInputProps('code')} />
      <div className={styles.actions}>
        <Button type="submit" loading={isSending}>
          {t('useThisAddress')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t('cancel')}
        </Button>
      </div>
      <div className={styles.again}>
        <ResendCode wasSent onResend={() => answerOf(changeEmail({ body: wish }))} />
      </div>
    </PanelForm>
  )
}
