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
import { GoogleButton } from './google/google-button.tsx'
import { useAuthForm } from './use-auth-form.ts'

const LINK_LEAD = 'This address has an account with a password. Enter it once, and Google opens the account, too.'

interface SignInPageProps {
  returnTo: string | undefined
  /** Why somebody was led back here. */
  cameBackWith: string | null
  /** Google proved the address of an account that has a password: its owner has to enter that once. */
  linksGoogle: boolean
}

export function SignInPage({ returnTo, cameBackWith, linksGoogle }: SignInPageProps) {
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
        title={linksGoogle ? 'One last step' : 'Welcome back'}
        lead={linksGoogle ? LINK_LEAD : 'Your place has been kept.'}
        problem={problem ?? cameBackWith}
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
        {!linksGoogle && <GoogleButton returnTo={returnTo} />}
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}
