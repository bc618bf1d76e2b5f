import { Button } from '@mantine/core'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { problemOf, useSubscription } from './links.ts'
import { t } from './messages.ts'

const NAME = t('unsubscribe')

/** Ends a subscription by one press. It asks for no address, no sign-in and no reason. */
export function UnsubscribePage({ token }: { token: string }) {
  const { leaving, returning } = useSubscription(token)
  if (returning.data) {
    return (
      <LetterCard name={NAME} title={t('youAreBack')} lead={t('nothingLost')}>
        <Preferences token={token} />
      </LetterCard>
    )
  }
  if (leaving.data) {
    const lead = t('noneAnyMore')
    return (
      <LetterCard name={NAME} title={t('unsubscribed')} lead={lead} problem={problemOf(returning.error)}>
        <Button variant="default" fullWidth loading={returning.isPending} onClick={() => returning.mutate()}>
          {t('mistake')}
        </Button>
      </LetterCard>
    )
  }
  const lead = t('onePress')
  return (
    <LetterCard name={NAME} title={t('leave')} lead={lead} problem={problemOf(leaving.error)}>
      <Button size="lg" fullWidth loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('unsubscribe')}
      </Button>
      <Preferences token={token} />
    </LetterCard>
  )
}

function Preferences({ token }: { token: string }) {
  return (
    <ButtonLink to="/newsletter/preferences" search={{ token }} variant="default" fullWidth>
      {t('chooseTopics')}
    </ButtonLink>
  )
}
