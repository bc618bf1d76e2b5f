import { Button } from '@mantine/core'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { problemOf, useConfirmation } from './links.ts'
import { SubscribeForm } from './subscribe-form.tsx'

const NAME = 'Confirm your subscription'

/** Where the link of the first mail leads. It confirms nothing by itself: programs that look into mails open links, too. */
export function ConfirmSubscriptionPage({ token }: { token: string }) {
  const { mutate, isPending, error, data } = useConfirmation(token)
  if (data) {
    return (
      <LetterCard name={NAME} title="Good to have you" lead="The newsletter comes to your mailbox from now on.">
        <ButtonLink to="/newsletter/preferences" search={{ token: data.manage_token }} variant="default" fullWidth>
          Choose what you hear of
        </ButtonLink>
      </LetterCard>
    )
  }
  const lead =
    'Press the button, and our newsletter comes to your mailbox: what is new, and now and then a word on practice.'
  return (
    <LetterCard name={NAME} title="Would you like to hear from us?" lead={lead} problem={problemOf(error)}>
      <Button size="lg" fullWidth loading={isPending} onClick={() => mutate()}>
        Confirm my subscription
      </Button>
      {error && <SubscribeForm source="confirm" />}
    </LetterCard>
  )
}
