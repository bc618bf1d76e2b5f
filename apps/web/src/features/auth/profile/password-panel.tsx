import { changePassword } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { PasswordField } from '../../../forms/password-field.tsx'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { NewPasswordField } from '../fields.tsx'
import { passwordProblem } from '../password-rules.ts'
import { AccountName, PanelForm } from './panel-form.tsx'
import { signInsQuery } from './queries.ts'

export function PasswordPanel({ email }: { email: string }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) => (value ? null : 'Your password is needed'),
      new_password: passwordProblem,
    },
    fieldOf: { too_many_requests: 'current_password' },
    send: (body) => answerOf(changePassword({ body })),
    onDone: ({ message }) => {
      form.reset()
      toasts.say(message)
      void queries.invalidateQueries({ queryKey: signInsQuery().queryKey })
    },
  })
  return (
    <Panel title="Password" anchor="password">
      <PanelForm lead="A new one signs out every other device; this one stays." {...{ problem, ref, submit }}>
        <AccountName email={email} />
        <PasswordField
          {...form.getInputProps('current_password')}
          label="Current password"
          name="current_password"
          description={
            <>
              Forgotten, or never had one?{' '}
              <Link to="/forgot-password" state={{ email }}>
                Set it by mail
              </Link>
            </>
          }
        />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          password={form.values.new_password}
          label="New password"
          name="new_password"
        />
        <Button type="submit" variant="default" loading={isSending}>
          Change password
        </Button>
      </PanelForm>
    </Panel>
  )
}
