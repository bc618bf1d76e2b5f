import { Button } from '@mantine/core'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { problemOf, useConfirmation } from './links.ts'
import { t } from './messages.ts'
import { SubscribeForm } from './subscribe-form.tsx'

const NAME = t('confirmName')

/** Where the link of the first mail leads. It confirms nothing by itself: programs that look into mails open links, too. */
export function ConfirmSubscriptionPage({ token }: { token: string }) {
  const { mutate, isPending, error, data } = useConfirmation(token)
  if (data) {
    return (
      <LetterCard name={NAME} title={t('goodToHaveYou')} lead={t('comesFromNow')}>
        <ButtonLink to="/newsletter/preferences" search={{ token: data.manage_token }} variant="default" fullWidth>
          {t('chooseTopics')}
        </ButtonLink>
      </LetterCard>
    )
  }
  const lead = t('confirmLead')
  return (
    <LetterCard name={NAME} title={t('hearFromUs')} lead={lead} problem={problemOf(error)}>
      <Button size="lg" fullWidth loading={isPending} onClick={() => mutate()}>
        {t('confirmIt')}
      </Button>
      {error && <SubscribeForm source="confirm" />}
    </LetterCard>
  )
}
