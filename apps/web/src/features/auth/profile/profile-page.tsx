import type { Profile } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { LANGUAGE } from '../../../language/page-language.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { t } from '../messages.ts'
import { AboutPanel } from './about-panel.tsx'
import { DeletionPanel } from './deletion-panel.tsx'
import { DevicesPanel } from './devices/devices-panel.tsx'
import { EmailPanel } from './email-panel.tsx'
import { ExportPanel } from './export/export-panel.tsx'
import { LanguagePanel } from './language-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { PlanCard } from './plan-card.tsx'
import styles from './profile-page.module.css'
import { profileQuery } from './queries.ts'
import { SectionLinks } from './section-links.tsx'

interface ProfilePageProps {
  /** What plays on the member's devices. */
  playing: ReactNode
  /** What the member said about keeping their breath. */
  breathStorage: ReactNode
  /** When the member is reminded of their practice. */
  reminders: ReactNode
  /** Whether what the member plays is counted. */
  counting: ReactNode
  onSignOut: () => void
  /** The account will be deleted, and nobody is signed in here any more. */
  onDeletionRequested: (deletionAt: string) => void
}

/** The member's account, whole. */
export function ProfilePage(props: ProfilePageProps) {
  const profile = useQuery(profileQuery())
  return (
    <div className={styles.page}>
      <PageTitle>{t('profile')}</PageTitle>
      <Fetched query={profile} loading={t('loadingProfile')} name={t('yourProfile')} heading="h1">
        {(data) => <Loaded profile={data} {...props} />}
      </Fetched>
    </div>
  )
}

function Loaded(props: ProfilePageProps & { profile: Profile }) {
  const { profile, playing, breathStorage, reminders, counting, onSignOut, onDeletionRequested } = props
  useNamedPart()
  const since = new Date(profile.created_at).toLocaleDateString(LANGUAGE, { month: 'long', year: 'numeric' })
  return (
    <>
      <header className={styles.head}>
        <Avatar profile={profile} />
        <div className={styles.who}>
          <h1 className={styles.title}>{profile.name}</h1>
          <p className={styles.since}>{t('memberSince', { email: profile.email, since })}</p>
        </div>
        <Button variant="default" onClick={onSignOut}>
          {t('signOut')}
        </Button>
      </header>
      <div className={styles.columns}>
        <SectionLinks />
        <div className={styles.parts}>
          <AboutPanel profile={profile} />
          <LanguagePanel />
          <PlanCard profile={profile} />
          <EmailPanel email={profile.email} />
          <PasswordPanel email={profile.email} />
          <DevicesPanel />
          {playing}
          {breathStorage}
          {reminders}
          {counting}
          <ExportPanel />
          <DeletionPanel email={profile.email} onRequested={onDeletionRequested} />
        </div>
      </div>
    </>
  )
}

/** Goes to the part that the address names, which was not there when the page was opened. */
function useNamedPart(): void {
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [])
}

function Avatar({ profile: { name, email, avatar_url } }: { profile: Profile }) {
  return (
    <span className={styles.avatar} aria-hidden="true">
      {(name || email).charAt(0).toUpperCase()}
      {avatar_url && (
        <img
          key={avatar_url}
          src={avatar_url}
          alt=""
          referrerPolicy="no-referrer"
          onError={(event) => event.currentTarget.remove()}
        />
      )}
    </span>
  )
}
