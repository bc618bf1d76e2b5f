import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import { login } from '@better-and-bliss/sdk'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../api/answer.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { CaptchaTerms } from './captcha/captcha-terms.tsx'
import { useCaptcha } from './captcha/use-captcha.ts'
import { useAuthForm } from './use-auth-form.ts'

export function SignInPage({ returnTo }: { returnTo: string | undefined }) {
  const captcha = useCaptcha()
  const { form, submit, isSending, problem } = useAuthForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.trim() ? null : 'Your email address is needed'),
      password: (password) => (password ? null : 'Your password is needed'),
    },
    send: async (body) => answerOf(login({ body: { ...body, captcha_token: await captcha.proofFor('login') } })),
  })
  return (
    <>
      <PageTitle>Sign in</PageTitle>
      <AuthFrame
        title="Welcome back"
        lead="Your place has been kept."
        problem={problem}
        onSubmit={submit}
        aside={
          <>
            New here?{' '}
            <Link to="/sign-up" search={returnTo ? { return: returnTo } : {}}>
              Join for free
            </Link>
          </>
        }
      >
        <TextInput
          {...form.getInputProps('email')}
          label="Email"
          name="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          {...form.getInputProps('password')}
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
        />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          Sign in
        </Button>
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}
