import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { useSignIn } from '../../../sign-in/use-sign-in.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Waiting } from '../../../ui/ring.tsx'
import { t } from '../messages.ts'

/**
 * Where signing in by another provider ends: asks who it is, and leaves as soon as that is known. The cookies are withheld
 * from a page that another site led to, so this one holds nothing of anybody.
 */
export function SignInDonePage({ onSignedIn }: { onSignedIn: () => void }) {
  const signIn = useSignIn()
  const asking = useMutation({
    mutationFn: signIn.adopt,
    onSuccess: (member) => {
      if (member) onSignedIn()
    },
  })
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    asking.mutate()
  }, [asking])
  return (
    <>
      <PageTitle>{t('signingIn')}</PageTitle>
      {asking.error ? (
        <OutOfReach words={wordsOf(asking.error, t('somethingWrong'))} onRetry={() => asking.mutate()} />
      ) : asking.data === null ? (
        <NotSignedIn />
      ) : (
        <Waiting words={t('oneMoment')} />
      )}
    </>
  )
}

function OutOfReach({ words, onRetry }: { words: string; onRetry: () => void }) {
  return (
    <div role="alert">
      <Notice heading="h1" title={t('nearlyThere')} action={<Button onClick={onRetry}>{t('tryAgain')}</Button>}>
        {t('signedInButUnknown', { words })}
      </Notice>
    </div>
  )
}

function NotSignedIn() {
  return (
    <div role="alert">
      <Notice heading="h1" title={t('notSignedIn')} action={<ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>}>
        {t('allowCookies')}
      </Notice>
    </div>
  )
}
