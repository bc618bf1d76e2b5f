import { answerChallenge } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { answerOf } from '../../api/answer.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'
import { t } from './messages.ts'
import { passwordProblem } from './password-rules.ts'

interface NewPasswordStepProps {
  email: string
  onBack: () => void
}

/** Where an account was made by somebody else: its owner chooses a password of their own before they are signed in. */
export function NewPasswordStep({ email, onBack }: NewPasswordStepProps) {
  const signIn = useSignIn()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { new_password: '' },
    validate: { new_password: passwordProblem },
    send: (body) => answerOf(answerChallenge({ body })),
    onDone: signIn.begin,
  })
  return (
    <>
      <PageTitle>{t('choosePassword')}</PageTitle>
      <AuthFrame
        title={t('makeItYours')}
        lead={t('setUpForYou')}
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={
          <button type="button" onClick={onBack}>
            {t('beginAgain')}
          </button>
        }
      >
        {/* Password managers keep the new password under it. */}
        <EmailField value={email} readOnly />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          password={form.values.new_password}
          label={t('newPassword')}
          name="new_password"
        />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('setAndSignIn')}
        </Button>
      </AuthFrame>
    </>
  )
}
