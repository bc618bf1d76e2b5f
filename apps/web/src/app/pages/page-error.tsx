import { Button } from '@mantine/core'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

/** A page that could not be shown at all: most often a part of the app that could not be loaded. */
export function PageError() {
  return (
    <>
      <PageTitle>Something went wrong</PageTitle>
      <Notice
        heading="h1"
        title="This page lost its thread"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        A part of it could not be loaded. Your connection may have paused.
      </Notice>
    </>
  )
}
