import { t } from './messages.ts'
import '@mantine/core/styles/Input.layer.css'
import { subscribeToNewsletter } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answerOf } from '../../api/answer.ts'
import { CaptchaTerms } from '../../forms/captcha/captcha-terms.tsx'
import { useCaptcha } from '../../forms/captcha/use-captcha.ts'
import { emailProblem } from '../../forms/email-problem.ts'
import { useApiForm } from '../../forms/use-api-form.ts'
import styles from './subscribe-form.module.css'

/** Asks for an address. `source`: where the form stands. The answer is the same for every address. */
export function SubscribeForm({ source }: { source: string }) {
  const [isWanted, setIsWanted] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  // Google learns of nobody who does not begin to fill it in.
  const captcha = useCaptcha({ isWanted })
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { email: '' },
    validate: { email: emailProblem },
    send: async (body) =>
      answerOf(
        subscribeToNewsletter({ body: { ...body, source, captcha_token: await captcha.proofFor('newsletter') } }),
      ),
    onDone: () => setIsAsked(true),
  })
  return (
    <div className={styles.subscribe}>
      {!isAsked && (
        <form ref={ref} onSubmit={submit} noValidate className={styles.form} onFocus={() => setIsWanted(true)}>
          <TextInput
            {...form.getInputProps('email')}
            className={styles.field}
            label={t('toThisAddress')}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('exampleAddress')}
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={isSending} className={styles.send}>
            {t('subscribe')}
          </Button>
          {isWanted && <CaptchaTerms />}
        </form>
      )}
      <p role="alert" className={problem ? styles.problem : undefined}>
        {problem}
      </p>
      <p role="status" className={isAsked ? styles.answer : undefined}>
        {isAsked && t('lookIntoMailbox')}
      </p>
    </div>
  )
}
