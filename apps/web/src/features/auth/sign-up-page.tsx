import { MAX_LENGTHS, register } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { CaptchaTerms } from '../../forms/captcha/captcha-terms.tsx'
import { useCaptcha } from '../../forms/captcha/use-captcha.ts'
import { emailProblem } from '../../forms/email-problem.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'
import { GoogleButton } from './google/google-button.tsx'
import { t } from './messages.ts'
import { passwordProblem } from './password-rules.ts'

interface SignUpPageProps {
  returnTo: string | undefined
  /** A code was mailed to the address, which signs nobody in before it is entered. */
  onConfirmationRequired: (email: string) => void
}

export function SignUpPage({ returnTo, onConfirmationRequired }: SignUpPageProps) {
  const captcha = useCaptcha()
  const signIn = useSignIn()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { full_name: '', email: '', password: '' },
    validate: {
      full_name: (name) => (name.trim() ? null : t('whatToCallYou')),
      email: emailProblem,
      password: passwordProblem,
    },
    send: async (body) => answerOf(register({ body: { ...body, captcha_token: await captcha.proofFor('register') } })),
    fieldOf: { email_taken: 'email' },
    onDone: (answer, { email }) => {
      if ('user' in answer) signIn.begin(answer)
      else onConfirmationRequired(email.trim())
    },
  })
  return (
    <>
      <PageTitle>{t('join')}</PageTitle>
      <AuthFrame
        title={t('atHome')}
        lead={t('joinLead')}
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={
          <>
            {t.rich('beenHere', {
              link: (words) => (
                <Link to="/sign-in" search={returnTo ? { return: returnTo } : {}}>
                  {words}
                </Link>
              ),
            })}
          </>
        }
      >
        <TextInput
          {...form.getInputProps('full_name')}
          label={t('yourName')}
          name="full_name"
          autoComplete="name"
          maxLength={MAX_LENGTHS.register.full_name}
          required
          withAsterisk={false}
        />
        <EmailField {...form.getInputProps('email')} />
        <NewPasswordField {...form.getInputProps('password')} password={form.values.password} />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('join')}
        </Button>
        <GoogleButton returnTo={returnTo} />
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}
