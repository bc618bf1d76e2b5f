import { MAX_LENGTHS, type Profile, updateProfile } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { answerOf, fieldErrorsOf, wordsOf } from '../../../api/answer.ts'
import { useSignIn } from '../../../sign-in/use-sign-in.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { DeletionPanel } from './deletion-panel.tsx'
import { DevicesPanel } from './devices-panel.tsx'
import { EmailPanel } from './email-panel.tsx'
import { ExportPanel } from './export-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { PlanCard } from './plan-card.tsx'
import styles from './profile-page.module.css'
import { profileQuery } from './queries.ts'

interface ProfilePageProps {
  /** What the member said about keeping their breath. */
  breathStorage: ReactNode
  onSignOut: () => void
  /** The account will be deleted, and nobody is signed in here any more. */
  onDeletionRequested: (deletionAt: string) => void
}

/** The member's account, whole. */
export function ProfilePage(props: ProfilePageProps) {
  const profile = useQuery(profileQuery())
  return (
    <div className={styles.page}>
      <PageTitle>Profile</PageTitle>
      <Fetched query={profile} loading="Loading your profile" name="Your profile" heading="h1">
        {(data) => <Loaded profile={data} {...props} />}
      </Fetched>
    </div>
  )
}

function Loaded({ profile, breathStorage, onSignOut, onDeletionRequested }: ProfilePageProps & { profile: Profile }) {
  useNamedPart()
  const since = new Date(profile.created_at).toLocaleDateString('en', { month: 'long', year: 'numeric' })
  return (
    <>
      <header className={styles.head}>
        <Avatar profile={profile} />
        <div>
          <h1 className={styles.title}>{profile.name}</h1>
          <p className={styles.since}>
            {profile.email} · member since {since}
          </p>
        </div>
      </header>
      <div className={styles.columns}>
        <section className={styles.panel} aria-labelledby="you">
          <h2 id="you" className={styles.heading}>
            About you
          </h2>
          <ProfileForm profile={profile} />
        </section>
        <PlanCard profile={profile} />
        <EmailPanel email={profile.email} />
        <PasswordPanel email={profile.email} />
      </div>
      <div className={styles.parts}>
        <DevicesPanel />
        {breathStorage}
        <ExportPanel />
        <DeletionPanel onRequested={onDeletionRequested} />
      </div>
      <p className={styles.leave}>
        <Button variant="default" onClick={onSignOut}>
          Sign out
        </Button>
      </p>
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

function ProfileForm({ profile }: { profile: Profile }) {
  const queries = useQueryClient()
  const signIn = useSignIn()
  const toasts = useToasts()
  const form = useForm({
    initialValues: { display_name: profile.display_name ?? '', avatar_url: profile.avatar_url ?? '' },
    validate: {
      display_name: (name) => (name.trim() ? null : 'Tell us what to call you'),
      avatar_url: (url) => (url === '' || URL.parse(url)?.protocol === 'https:' ? null : 'Must be an https address'),
    },
  })
  const saving = useMutation({
    mutationFn: (body: typeof form.values) => answerOf(updateProfile({ body })),
    onSuccess: (saved) => {
      queries.setQueryData(profileQuery().queryKey, saved)
      signIn.update({ name: saved.name })
      form.resetDirty()
      toasts.say('Your profile is saved.')
    },
    onError: (error) => {
      form.setErrors(fieldErrorsOf(error, ['display_name', 'avatar_url']))
      toasts.say(wordsOf(error, 'Saving did not work. Try again.'))
    },
  })
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate className={styles.form}>
      <TextInput
        {...form.getInputProps('display_name')}
        label="Name"
        name="display_name"
        autoComplete="name"
        maxLength={MAX_LENGTHS.updateProfile.display_name}
        required
        withAsterisk={false}
      />
      <TextInput
        {...form.getInputProps('avatar_url')}
        label="Picture"
        description="The https address of a picture of you; leave it empty for none."
        name="avatar_url"
        type="url"
        inputMode="url"
        placeholder="https://"
        maxLength={MAX_LENGTHS.updateProfile.avatar_url}
      />
      <Button type="submit" loading={saving.isPending} className={styles.save}>
        Save
      </Button>
    </form>
  )
}
