import { MAX_LENGTHS, type Profile, updateProfile } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { useSignIn } from '../../../sign-in/use-sign-in.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
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
      display_name: (name) => (name.trim() ? null : 'Tell us what to call you'),
      avatar_url: (url) => (url === '' || URL.parse(url)?.protocol === 'https:' ? null : 'Must be an https address'),
    },
    send: (body) => answerOf(updateProfile({ body })),
    onDone: (saved) => {
      queries.setQueryData(profileQuery().queryKey, saved)
      signIn.update({ name: saved.name })
      toasts.say('Your profile is saved.')
    },
  })
  return (
    <Panel title="About you" anchor="about">
      <PanelForm {...{ problem, ref, submit }}>
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
        <Button type="submit" loading={isSending}>
          Save
        </Button>
      </PanelForm>
    </Panel>
  )
}
