import { forgotPassword, login, resetPassword, type SignedIn } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { CaptchaTerms } from '../../forms/captcha/captcha-terms.tsx'
import { useCaptcha } from '../../forms/captcha/use-captcha.ts'
import { emailProblem } from '../../forms/email-problem.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { CodeField } from './code/code-field.tsx'
import { codeProblem } from './code/mailed-code.ts'
import { ResendCode } from './code/resend-code.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'
import { t } from './messages.ts'
import { passwordProblem } from './password-rules.ts'

interface ResetPasswordPageProps {
  email: string
  /** Whether a code was mailed just now, on the way here. */
  wasSent: boolean
  /** The password is new. `isSignedIn` is false where signing in with it did not work at once. */
  onDone: (isSignedIn: boolean, email: string) => void
}

/** Takes the mailed code and a new password, and signs in with it. */
export function ResetPasswordPage({ email, wasSent, onDone }: ResetPasswordPageProps) {
  const captcha = useCaptcha()
  const signIn = useSignIn()
  const toasts = useToasts()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email, code: '', new_password: '' },
    validate: {
      email: emailProblem,
      code: codeProblem,
      new_password: passwordProblem,
    },
    fieldOf: { invalid_code: 'code', too_many_requests: 'code' },
    send: async (body): Promise<SignedIn | null> => {
      await answerOf(resetPassword({ body }))
      // The password is new, whatever keeps its owner from signing in with it at once.
      return signInWith(body, captcha).catch(() => null)
    },
    onDone: (signedIn, sent) => {
      toasts.say(t('passwordIsNew'))
      if (signedIn) signIn.begin(signedIn)
      onDone(signedIn !== null, sent.email.trim())
    },
  })
  const resend = async () => {
    if (form.validateField('email').hasError) throw new Error('There is no address')
    const proof = await captcha.proofFor('forgot_password')
    return answerOf(forgotPassword({ body: { email: form.values.email, captcha_token: proof } }))
  }
  return (
    <>
      <PageTitle>{t('newPassword')}</PageTitle>
      <AuthFrame
        title={t('aNewPassword')}
        lead={t('resetLead')}
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={t.rich('remembered', { link: (words) => <Link to="/sign-in">{words}</Link> })}
      >
        <EmailField {...form.getInputProps('email')} />
        <CodeField {...form.getInputProps('code')} />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          password={form.values.new_password}
          label={t('newPassword')}
          name="new_password"
        />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('setAndSignIn')}
        </Button>
        <ResendCode wasSent={wasSent} onResend={resend} />
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}

async function signInWith(
  { email, new_password: password }: { email: string; new_password: string },
  captcha: ReturnType<typeof useCaptcha>,
): Promise<SignedIn> {
  const proof = await captcha.proofFor('login')
  return answerOf(login({ body: { email, password, captcha_token: proof } }))
}
