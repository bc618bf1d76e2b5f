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
      <PageTitle>Confirm your address</PageTitle>
      <AuthFrame
        title="Is this you?"
        lead={
          wasSent
            ? 'We mailed you a code. It is good for an hour, and tells us that the address is yours.'
            : 'Your address is not confirmed yet. Enter the code that we mailed to you, or ask for another one.'
        }
        problem={problem}
        formRef={ref}
        onSubmit={submit}
        aside={
          <>
            Confirmed already? <Link to="/sign-in">Sign in</Link>
          </>
        }
      >
        <EmailField {...form.getInputProps('email')} />
        <CodeField {...form.getInputProps('code')} />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          Confirm
        </Button>
        <ResendCode wasSent={wasSent} onResend={resend} />
      </AuthFrame>
    </>
  )
}
