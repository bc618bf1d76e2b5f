import { Button } from '@mantine/core'
import { wordsOf } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from '../newsletter/letter-card.tsx'
import { useSwitchOff } from './queries.ts'

const NAME = 'Reminders'

/** Ends the reminders by one press, without a sign-in: a program that follows links changes nothing. */
export function OffPage({ token }: { token: string | undefined }) {
  if (token === undefined)
    return (
      <LetterCard
        name={NAME}
        title="This link does not work"
        lead="Open it from the mail again, or copy the whole of it."
      />
    )
  return <SwitchOff token={token} />
}

function SwitchOff({ token }: { token: string }) {
  const ending = useSwitchOff(token)
  if (ending.data)
    return (
      <LetterCard name={NAME} title="It is quiet now" lead="No reminders come any more. What you had chosen is kept.">
        <ButtonLink to="/profile" hash="reminders" variant="default" fullWidth>
          Choose another time
        </ButtonLink>
      </LetterCard>
    )
  return (
    <LetterCard
      name={NAME}
      title="No more reminders?"
      lead="One press, and none comes any more."
      problem={ending.error && wordsOf(ending.error, 'Something went wrong. Try again.')}
    >
      <Button size="lg" fullWidth loading={ending.isPending} onClick={() => ending.mutate()}>
        Switch them off
      </Button>
    </LetterCard>
  )
}
