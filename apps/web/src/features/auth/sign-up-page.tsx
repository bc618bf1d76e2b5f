import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import { emailParts } from '@better-and-bliss/membership'
import { MAX_LENGTHS, register } from '@better-and-bliss/sdk'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { CaptchaTerms } from './captcha/captcha-terms.tsx'
import { useCaptcha } from './captcha/use-captcha.ts'
import { GoogleButton } from './google/google-button.tsx'
import { passwordProblem } from './password-rules.ts'
import { PasswordRules } from './password-rules-list.tsx'
import { useAuthForm } from './use-auth-form.ts'

export function SignUpPage({ returnTo }: { returnTo: string | undefined }) {
  const captcha = useCaptcha()
  const { form, submit, isSending, problem, notice } = useAuthForm({
    initialValues: { full_name: '', email: '', password: '' },
    validate: {
      full_name: (name) => (name.trim() ? null : 'Tell us what to call you'),
      email: (email) => (emailParts(email.trim()) ? null : 'This does not look like an email address'),
      password: passwordProblem,
    },
    send: async (body) => answerOf(register({ body: { ...body, captcha_token: await captcha.proofFor('register') } })),
    fieldOf: { email_taken: 'email' },
  })
  return (
    <>
      <PageTitle>Join</PageTitle>
      <AuthFrame
        title="Make yourself at home"
        lead="Free, and yours in half a minute."
        problem={problem ?? notice}
        onSubmit={submit}
        aside={
          <>
            Been here before?{' '}
            <Link to="/sign-in" search={returnTo ? { return: returnTo } : {}}>
              Sign in
            </Link>
          </>
        }
      >
        <TextInput
          {...form.getInputProps('full_name')}
          label="Your name"
          name="full_name"
          autoComplete="name"
          maxLength={MAX_LENGTHS.register.full_name}
          required
          withAsterisk={false}
        />
        <TextInput
          {...form.getInputProps('email')}
          label="Email"
          name="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="email"
          required
          withAsterisk={false}
        />
        <div>
          <PasswordInput
            {...form.getInputProps('password')}
            label="Password"
            name="password"
            autoComplete="new-password"
            required
            withAsterisk={false}
            aria-describedby="password-rules"
            visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
          />
          <PasswordRules id="password-rules" password={form.values.password} />
        </div>
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          Join
        </Button>
        <GoogleButton returnTo={returnTo} />
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}
