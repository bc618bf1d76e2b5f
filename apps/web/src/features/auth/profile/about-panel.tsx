import { MAX_LENGTHS, type Profile, updateProfile } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { useSignIn } from '../../../sign-in/use-sign-in.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { PanelForm } from './panel-form.tsx'
import { profileQuery } from './queries.ts'

/** Name and picture. */
export function AboutPanel({ profile }: { profile: Profile }) {
  const queries = useQueryClient()
  const signIn = useSignIn()
  const toasts = useToasts()
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { display_name: profile.display_name ?? '', avatar_url: profile.avatar_url ?? '' },
    validate: {
      display_name: (name) => (name.trim() ? null : t('whatToCallYou')),
      avatar_url: (url) => (url === '' || URL.parse(url)?.protocol === 'https:' ? null : t('mustBeHttps')),
    },
    send: (body) => answerOf(updateProfile({ body })),
    onDone: (saved) => {
      queries.setQueryData(profileQuery().queryKey, saved)
      signIn.update({ name: saved.name })
      toasts.say(t('profileSaved'))
    },
  })
  return (
    <Panel title={t('aboutYou')} anchor="about">
      <PanelForm {...{ problem, ref, submit }}>
        <TextInput
          {...form.getInputProps('display_name')}
          label={t('name')}
          name="display_name"
          autoComplete="name"
          maxLength={MAX_LENGTHS.updateProfile.display_name}
          required
          withAsterisk={false}
        />
        <TextInput
          {...form.getInputProps('avatar_url')}
          label={t('picture')}
          description={t('pictureHint')}
          name="avatar_url"
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={MAX_LENGTHS.updateProfile.avatar_url}
        />
        <Button type="submit" loading={isSending}>
          {t('save')}
        </Button>
      </PanelForm>
    </Panel>
  )
}
