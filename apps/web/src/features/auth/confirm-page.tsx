import { confirmAddress, resendConfirmation } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { emailProblem } from '../../forms/email-problem.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { CodeField } from './code/code-field.tsx'
import { codeProblem } from './code/mailed-code.ts'
import { ResendCode } from './code/resend-code.tsx'
import { EmailField } from './fields.tsx'
import { t } from './messages.ts'

interface ConfirmPageProps {
  email: string
  /** Whether a code was mailed just now, on the way here. */
  wasSent: boolean
  onConfirmed: (email: string) => void
}

/** Takes the code that shows that a new member's address is theirs. */
export function ConfirmPage({ email, wasSent, onConfirmed }: ConfirmPageProps) {
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email, code: '' },
    validate: {
      email: emailProblem,
      code: codeProblem,
    },
    fieldOf: { invalid_code: 'code', too_many_requests: 'code' },
    send: (body) => answerOf(confirmAddress({ body })),
    onDone: (_answer, sent) => onConfirmed(sent.email.trim()),
  })
  const resend = async () => {
    if (form.validateField('email').hasError) throw new Error('There is no address')
    return answerOf(resendConfirmation({ body: { email: form.values.email } }))
  }
  return (
    <>
      <PageTitle>{t('confirmAddress')}</PageTitle>
      <AuthFrame
        title={t('isThisYou')}
        lead={wasSent ? t('mailedCode') : t('notConfirmedYet')}
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={t.rich('confirmedAlready', { link: (words) => <Link to="/sign-in">{words}</Link> })}
      >
        <EmailField {...form.getInputProps('email')} />
        <CodeField {...form.getInputProps('code')} />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('confirm')}
        </Button>
        <ResendCode wasSent={wasSent} onResend={resend} />
      </AuthFrame>
    </>
  )
}
