import { Button } from '@mantine/core'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Waiting } from '../../../ui/ring.tsx'
import type { FinishStep } from './finish.ts'

/** The end of a session, until the studio has it. */
export function Saving({ step, onLeave }: { step: FinishStep; onLeave: () => void }) {
  if (step.kind === 'saving') return <Waiting words="Keeping your session …" />
  if (step.kind === 'waiting') {
    return (
      <>
        <PageTitle>Not saved yet</PageTitle>
        <Notice
          heading="h1"
          title="Your session is not saved yet"
          action={<Button onClick={step.retry}>Try now</Button>}
        >
          The studio is out of reach. It is tried again by itself; leave this page open, and nothing is lost.
        </Notice>
      </>
    )
  }
  return (
    <>
      <PageTitle>Session ended</PageTitle>
      <Notice
        heading="h1"
        title="This session could not be saved"
        action={
          <>
            <Button onClick={onLeave}>Begin another</Button>
            <ButtonLink to="/" variant="default">
              Go home
            </ButtonLink>
          </>
        }
      >
        {step.words}
      </Notice>
    </>
  )
}
