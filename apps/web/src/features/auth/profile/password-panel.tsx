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
import { t } from '../messages.ts'
import { passwordProblem } from '../password-rules.ts'
import { AccountName, PanelForm } from './panel-form.tsx'
import { signInsQuery } from './queries.ts'

export function PasswordPanel({ email }: { email: string }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) => (value ? null : t('passwordNeeded')),
      new_password: passwordProblem,
    },
    fieldOf: { too_many_requests: 'current_password' },
    send: (body) => answerOf(changePassword({ body })),
    onDone: () => {
      form.reset()
      toasts.say(t('passwordChanged'))
      void queries.invalidateQueries({ queryKey: signInsQuery().queryKey })
    },
  })
  return (
    <Panel title={t('password')} anchor="password">
      <PanelForm lead={t('passwordLead')} {...{ problem, ref, submit }}>
        <AccountName email={email} />
        <PasswordField
          {...form.getInputProps('current_password')}
          label={t('currentPassword')}
          name="current_password"
          description={
            <>
              {t.rich('forgottenOrNone', {
                link: (words) => (
                  <Link to="/forgot-password" state={{ email }}>
                    {words}
                  </Link>
                ),
              })}
            </>
          }
        />
        <NewPasswordField
          {...form.getInputProps('new_password')}
          password={form.values.new_password}
          label={t('newPassword')}
          name="new_password"
        />
        <Button type="submit" variant="default" loading={isSending}>
          {t('changePassword')}
        </Button>
      </PanelForm>
    </Panel>
  )
}
