import { login } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, answerOf } from '../../api/answer.ts'
import { CaptchaTerms } from '../../forms/captcha/captcha-terms.tsx'
import { useCaptcha } from '../../forms/captcha/use-captcha.ts'
import { PasswordField } from '../../forms/password-field.tsx'
import { useApiForm } from '../../forms/use-api-form.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import styles from './auth-frame.module.css'
import { AuthFrame } from './auth-frame.tsx'
import { EmailField } from './fields.tsx'
import { GoogleButton } from './google/google-button.tsx'
import { t } from './messages.ts'
import { NewPasswordStep } from './new-password-step.tsx'

const LINK_LEAD = t('linkLead')

interface SignInPageProps {
  returnTo: string | undefined
  /** Why somebody was led back here. */
  cameBackWith: string | null
  /** Google proved the address of an account that has a password: its owner has to enter that once. */
  linksGoogle: boolean
  /** Known from the page before; empty otherwise. */
  email: string
  /** The address was confirmed on the page before. */
  isConfirmed: boolean
  onNotConfirmed: (email: string) => void
}

export function SignInPage(props: SignInPageProps) {
  const [newPasswordFor, setNewPasswordFor] = useState<string | null>(null)
  if (newPasswordFor !== null) {
    return <NewPasswordStep email={newPasswordFor} onBack={() => setNewPasswordFor(null)} />
  }
  return <PasswordStep {...props} onNewPasswordRequired={setNewPasswordFor} />
}

interface PasswordStepProps extends SignInPageProps {
  onNewPasswordRequired: (email: string) => void
}

function PasswordStep(props: PasswordStepProps) {
  const { returnTo, cameBackWith, linksGoogle, onNotConfirmed, onNewPasswordRequired } = props
  const captcha = useCaptcha()
  const signIn = useSignIn()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email: props.email, password: '' },
    validate: {
      email: (email) => (email.trim() ? null : t('emailNeeded')),
      password: (password) => (password ? null : t('passwordNeeded')),
    },
    send: async (body) => {
      const proof = await captcha.proofFor('login')
      try {
        return await answerOf(login({ body: { ...body, captcha_token: proof } }))
      } catch (error) {
        if (isRefusal(error, 'not_confirmed')) onNotConfirmed(body.email.trim())
        if (isRefusal(error, 'new_password_required')) onNewPasswordRequired(body.email.trim())
        throw error
      }
    },
    onDone: signIn.begin,
  })
  const search = returnTo ? { return: returnTo } : {}
  return (
    <>
      <PageTitle>{t('signIn')}</PageTitle>
      <AuthFrame
        title={linksGoogle ? t('oneLastStep') : t('welcomeBack')}
        lead={leadOf(props)}
        problem={problem ?? cameBackWith}
        formRef={ref}
        onSubmit={submit}
        aside={
          <>
            {t.rich('newHere', {
              link: (words) => (
                <Link to="/sign-up" search={search}>
                  {words}
                </Link>
              ),
            })}
          </>
        }
      >
        <EmailField {...form.getInputProps('email')} />
        <PasswordField {...form.getInputProps('password')} />
        <Link
          to="/forgot-password"
          search={search}
          state={{ email: form.values.email }}
          preload={false}
          className={styles.forgot}
        >
          {t('forgotPassword')}
        </Link>
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('signIn')}
        </Button>
        {!linksGoogle && <GoogleButton returnTo={returnTo} />}
        <CaptchaTerms />
      </AuthFrame>
    </>
  )
}

function leadOf({ linksGoogle, isConfirmed }: SignInPageProps): string {
  if (linksGoogle) return LINK_LEAD
  return isConfirmed ? t('confirmedLead') : t('placeKept')
}

function isRefusal(error: unknown, code: ApiError['code']): boolean {
  return error instanceof ApiError && error.code === code
}
