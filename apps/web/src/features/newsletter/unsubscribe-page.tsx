import { Button } from '@mantine/core'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { problemOf, useSubscription } from './links.ts'

const NAME = 'Unsubscribe'

/** Ends a subscription by one press. It asks for no address, no sign-in and no reason. */
export function UnsubscribePage({ token }: { token: string }) {
  const { leaving, returning } = useSubscription(token)
  if (returning.data) {
    return (
      <LetterCard name={NAME} title="You are back" lead="Nothing was lost: the newsletter comes as before.">
        <Preferences token={token} />
      </LetterCard>
    )
  }
  if (leaving.data) {
    const lead = 'You get no newsletter any more. Mails about your account, such as codes, still come.'
    return (
      <LetterCard name={NAME} title="You are unsubscribed" lead={lead} problem={problemOf(returning.error)}>
        <Button variant="default" fullWidth loading={returning.isPending} onClick={() => returning.mutate()}>
          That was a mistake: subscribe again
        </Button>
      </LetterCard>
    )
  }
  const lead = 'One press, and no newsletter comes any more.'
  return (
    <LetterCard name={NAME} title="Leave the newsletter" lead={lead} problem={problemOf(leaving.error)}>
      <Button size="lg" fullWidth loading={leaving.isPending} onClick={() => leaving.mutate()}>
        Unsubscribe
      </Button>
      <Preferences token={token} />
    </LetterCard>
  )
}

function Preferences({ token }: { token: string }) {
  return (
    <ButtonLink to="/newsletter/preferences" search={{ token }} variant="default" fullWidth>
      Choose what you hear of
    </ButtonLink>
  )
}
