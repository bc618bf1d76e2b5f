import { forgotPassword } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { CaptchaTerms } from '../../forms/captcha/captcha-terms.tsx'
import { useCaptcha } from '../../forms/captcha/use-captcha.ts'
import { emailProblem } from '../../forms/email-problem.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { EmailField } from './fields.tsx'
import { t } from './messages.ts'

interface ForgotPasswordPageProps {
  email: string
  onSent: (email: string) => void
}

/** Asks for a code. Whether the address has an account is not told. */
export function ForgotPasswordPage({ email, onSent }: ForgotPasswordPageProps) {
  const captcha = useCaptcha()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email },
    validate: { email: emailProblem },
    send: async (body) =>
      answerOf(forgotPassword({ body: { ...body, captcha_token: await captcha.proofFor('forgot_password') } })),
    onDone: (_answer, sent) => onSent(sent.email.trim()),
  })
  return (
    <>
      <PageTitle>{t('forgottenPassword')}</PageTitle>
      <AuthFrame
        title={t('itHappens')}
        lead={t('forgottenLead')}
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={t.rich('remembered', { link: (words) => <Link to="/sign-in">{words}</Link> })}
      >
        <EmailField {...form.getInputProps('email')} />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('mailMeACode')}
        </Button>
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}
