import { Button } from '@mantine/core'
import { wordsOf } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LetterCard } from '../newsletter/letter-card.tsx'
import { t } from './messages.ts'
import { useSwitchOff } from './queries.ts'

const NAME = t('reminders')

/** Ends the reminders by one press, without a sign-in: a program that follows links changes nothing. */
export function OffPage({ token }: { token: string | undefined }) {
  if (token === undefined) return <LetterCard name={NAME} title={t('linkBroken')} lead={t('linkBrokenHint')} />
  return <SwitchOff token={token} />
}

function SwitchOff({ token }: { token: string }) {
  const ending = useSwitchOff(token)
  if (ending.data)
    return (
      <LetterCard name={NAME} title={t('quietNow')} lead={t('quietNowHint')}>
        <ButtonLink to="/profile" hash="reminders" variant="default" fullWidth>
          {t('chooseAnother')}
        </ButtonLink>
      </LetterCard>
    )
  return (
    <LetterCard
      name={NAME}
      title={t('noMore')}
      lead={t('noMoreHint')}
      problem={ending.error && wordsOf(ending.error, t('wentWrong'))}
    >
      <Button size="lg" fullWidth loading={ending.isPending} onClick={() => ending.mutate()}>
        {t('switchOff')}
      </Button>
    </LetterCard>
  )
}
