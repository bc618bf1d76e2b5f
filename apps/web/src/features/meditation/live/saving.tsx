import { Button } from '@mantine/core'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Waiting } from '../../../ui/ring.tsx'
import type { FinishStep } from './finish.ts'
import { t } from './messages.ts'

interface SavingProps {
  step: FinishStep
  /** The browser keeps it: the page need not stay. */
  isKeptHere?: boolean
  onLeave: () => void
}

/** The end of a session, until the studio has it. */
export function Saving({ step, isKeptHere = false, onLeave }: SavingProps) {
  if (step.kind === 'saving') {
    return (
      <>
        <h1 className="visually-hidden">{t('ended')}</h1>
        <Waiting words={t('keeping')} />
      </>
    )
  }
  if (step.kind === 'waiting') {
    return (
      <>
        <PageTitle>{t('notSavedYet')}</PageTitle>
        <Notice heading="h1" title={t('notSavedYetTitle')} action={<Button onClick={step.retry}>{t('tryNow')}</Button>}>
          {t(isKeptHere ? 'outOfReachKeptHere' : 'outOfReachKept')}
        </Notice>
      </>
    )
  }
  return (
    <>
      <PageTitle>{t('ended')}</PageTitle>
      <Notice
        heading="h1"
        title={t('notSaved')}
        action={
          <>
            <Button onClick={onLeave}>{t('beginAnother')}</Button>
            <ButtonLink to="/" variant="default">
              {t('goHome')}
            </ButtonLink>
          </>
        }
      >
        {step.words}
      </Notice>
    </>
  )
}
