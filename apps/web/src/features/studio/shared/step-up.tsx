import { stepUp } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { ApiError, answerOf } from '../../../api/answer.ts'
import { authOptionsQuery } from '../../../api/auth-options.ts'
import { readApiUrl } from '../../../api/settings.ts'
import { PasswordField } from '../../../forms/password-field.tsx'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { useMember } from '../../../sign-in/use-sign-in.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { t } from './messages.ts'
import styles from './step-up.module.css'

/** Does what cannot be undone; where the API wants to know first who asks, it is asked, and done then. */
type WithStepUp = <Answer>(act: () => Promise<Answer>) => Promise<Answer>

const Context = createContext<WithStepUp | null>(null)
const FORM_ID = 'step-up'

/** @throws ApiError as the act does, and where nobody says that it is them. */
export function useStepUp(): WithStepUp {
  const withStepUp = useContext(Context)
  if (!withStepUp) throw new Error('Nothing here can ask for the password')
  return withStepUp
}

/** Asks for the password on behalf of everything inside of it. */
export function StepUp({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<PromiseWithResolvers<void> | null>(null)
  const withStepUp: WithStepUp = async (act) => {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'step_up_required') throw error
      const question = Promise.withResolvers<void>()
      setAsked(question)
      await question.promise.finally(() => setAsked(null))
      return act()
    }
  }
  return (
    <Context value={withStepUp}>
      {children}
      {asked && <Question onProved={asked.resolve} onClose={() => asked.reject(givenUp())} />}
    </Context>
  )
}

function givenUp(): ApiError {
  return new ApiError(t('nobodyConfirmed'), 403, 'step_up_required')
}

function Question({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const options = useQuery(authOptionsQuery()).data
  const email = useMember()?.email ?? ''
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password ? null : t('enterPassword')) },
    fieldOf: { too_many_requests: 'password' },
    send: ({ password }) => answerOf(stepUp({ body: { password } })),
    onDone: onProved,
  })
  return (
    <Dialog
      title={t('isItYou')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={FORM_ID} loading={isSending}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} ref={ref} onSubmit={submit} noValidate className={styles.form}>
        <p>{t('onceMore')}</p>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField {...form.getInputProps('password')} autoFocus />
        {options?.google && (
          <p>
            {t.rich('noPassword', {
              a: (words) => (
                <a
                  href={`${readApiUrl(document)}/auth/google?return=${encodeURIComponent(location.pathname + location.search)}`}
                >
                  {words}
                </a>
              ),
            })}
          </p>
        )}
      </form>
    </Dialog>
  )
}
