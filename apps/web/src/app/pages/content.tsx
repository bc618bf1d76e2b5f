import { useParams } from '@tanstack/react-router'
import { useStorage } from '../../api/local-storage.ts'
import { readSupportEmail } from '../../api/settings.ts'
import { ContentPage } from '../../features/catalogue/content-page.tsx'
import { openPositions } from '../../features/streaming/positions.ts'
import { Stage } from '../../features/streaming/stage.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { BreathIcon } from '../../ui/icons.tsx'
import styles from './content.module.css'

export function ContentRoute() {
  const { id } = useParams({ from: '/content/$id' })
  const member = useMember()
  const storage = useStorage()
  return (
    <ContentPage
      key={id}
      id={id}
      member={member}
      supportEmail={readSupportEmail(document)}
      stage={(item) =>
        member && (
          <>
            <Stage item={item} positions={openPositions(storage, member.id)} takesPageKeys />
            <p className={styles.aside}>
              <ButtonLink
                to="/meditate"
                search={{ content: item.id }}
                variant="subtle"
                size="sm"
                leftSection={<BreathIcon size={18} />}
              >
                Meditate with it
              </ButtonLink>
            </p>
          </>
        )
      }
    />
  )
}
