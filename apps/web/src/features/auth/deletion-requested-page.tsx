import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { momentWords } from '../../ui/words.ts'

/** Where a member ends who asked for the deletion of their account. `until` comes from the address, and may be anything. */
export function DeletionRequestedPage({ until }: { until: string | undefined }) {
  const isTime = until !== undefined && Number.isFinite(Date.parse(until))
  return (
    <>
      <PageTitle>Goodbye</PageTitle>
      <Notice
        heading="h1"
        title="Go well"
        action={
          <>
            <ButtonLink to="/sign-in">Sign in to keep it</ButtonLink>
            <ButtonLink to="/" variant="default">
              Home
            </ButtonLink>
          </>
        }
      >
        You are signed out. Your account is deleted {isTime ? `on ${momentWords(until)}` : 'in seven days'}, with
        everything in it. Until then nothing is lost: sign in, and say that you want to keep it. A mail tells you the
        same.
      </Notice>
    </>
  )
}
