import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

export function NotFound() {
  return (
    <>
      <PageTitle>Not found</PageTitle>
      <Notice
        heading="h1"
        title="There is nothing here"
        action={
          <>
            <ButtonLink to="/">Go home</ButtonLink>
            <ButtonLink to="/browse" variant="default">
              Open the library
            </ButtonLink>
          </>
        }
      >
        The address may be mistyped, or what stood here has moved on. Take a breath; it happens.
      </Notice>
    </>
  )
}
