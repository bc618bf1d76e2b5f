import { useParams } from '@tanstack/react-router'
import { readShowsViewCounts, readSupportEmail } from '../../api/settings.ts'
import { ContentPage } from '../../features/catalogue/content-page.tsx'
import { DownloadButton } from '../../features/downloads/download-button.tsx'
import { Heart } from '../../features/favourites/heart.tsx'
import { AddToRoutine } from '../../features/routines/add-to-routine.tsx'
import { PlayAfter } from '../../features/streaming/now-playing/play-after.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { BreathIcon } from '../../ui/icons.tsx'
import { t } from '../messages.ts'
import { ByName } from './by-name.tsx'
import styles from './content.module.css'
import { MemberStage } from './member-stage.tsx'
import { WatchMarks } from './watch-marks.tsx'

export function ContentRoute() {
  const { id } = useParams({ from: '/content/$id' })
  const member = useMember()
  return (
    <ByName kind="content" id={id}>
      <WatchMarks member={member}>
        <ContentPage
          key={id}
          id={id}
          member={member}
          supportEmail={readSupportEmail(document)}
          showsViews={readShowsViewCounts(document)}
          keeping={(item) =>
            member && (
              <div className={styles.aside}>
                <Heart item={item} />
                <AddToRoutine item={item} />
              </div>
            )
          }
          stage={(item) =>
            member && (
              <>
                <MemberStage item={item} member={member} />
                <div className={styles.aside}>
                  <PlayAfter item={item} />
                  <Heart item={item} />
                  <AddToRoutine item={item} />
                  <DownloadButton item={item} member={member} />
                  <ButtonLink
                    to="/meditate"
                    search={{ content: item.id }}
                    variant="subtle"
                    size="sm"
                    leftSection={<BreathIcon size={18} />}
                  >
                    {t('meditateWithIt')}
                  </ButtonLink>
                </div>
              </>
            )
          }
        />
      </WatchMarks>
    </ByName>
  )
}
