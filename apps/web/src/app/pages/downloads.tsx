import { DownloadsPage } from '../../features/downloads/downloads-page.tsx'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import { Waiting } from '../../ui/ring.tsx'
import { t } from '../messages.ts'
import { MembersOnly } from './members-only.tsx'

/** For members, also while the API cannot be asked who they are. */
export function DownloadsRoute() {
  const memberId = usePractisingId()
  if (memberId === undefined) return <Waiting words={t('oneMoment')} />
  if (memberId === null) return <MembersOnly>{({ id }) => <DownloadsPage memberId={id} />}</MembersOnly>
  return <DownloadsPage memberId={memberId} />
}
