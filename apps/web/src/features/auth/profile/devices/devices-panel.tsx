import { endOtherSignIns, endSignIn, type SignIn } from '@better-and-bliss/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { answerOf, isMissing, wordsOf } from '../../../../api/answer.ts'
import { Confirmed } from '../../../../ui/confirmed.tsx'
import { Fetched } from '../../../../ui/fetched.tsx'
import { Panel } from '../../../../ui/panel.tsx'
import { useToasts } from '../../../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../../../ui/use-focus-when-fewer.ts'
import { countWords } from '../../../../ui/words.ts'
import { signInsQuery } from '../queries.ts'
import { deviceWords, thisDeviceFirst } from './device-words.ts'
import styles from './devices-panel.module.css'

/** Where the member is signed in, and how to end that elsewhere. */
export function DevicesPanel() {
  const signIns = useQuery(signInsQuery())
  return (
    <Panel title="Devices" anchor="devices">
      <Fetched query={signIns} loading={<LoadingDevices />} name="The list of your devices">
        {({ sessions }) => <Devices sessions={thisDeviceFirst(sessions)} />}
      </Fetched>
    </Panel>
  )
}

/** Has the room that one device takes. */
function LoadingDevices() {
  return (
    <p role="status" className={styles.loading}>
      Looking for your devices
    </p>
  )
}

function Devices({ sessions }: { sessions: SignIn[] }) {
  const list = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(list, sessions.length)
  const ending = useEnding((_nothing: undefined) => answerOf(endOtherSignIns()), {
    said: ({ ended }) => `${countWords(ended, 'other device')} signed out.`,
  })
  const others = sessions.filter(({ current }) => !current).length
  return (
    <>
      <ul ref={list} tabIndex={-1} aria-label="Devices" className={styles.devices}>
        {sessions.map((signIn) => (
          <Device key={signIn.id} signIn={signIn} />
        ))}
      </ul>
      {others === 0 ? (
        <p className={styles.words}>You are signed in nowhere else.</p>
      ) : (
        <Confirmed
          action="Sign out all others"
          title="Sign out everywhere else?"
          confirm="Yes, sign them out"
          cancel="Leave them"
          isPending={ending.isPending}
          onConfirm={() => ending.mutateAsync(undefined)}
        >
          {countWords(others, 'other device')} will have to sign in again, and what plays there stops. This device
          stays.
        </Confirmed>
      )}
    </>
  )
}

function Device({ signIn }: { signIn: SignIn }) {
  const { id, device, current } = signIn
  const facts = deviceWords(signIn, Date.now())
  const ending = useEnding((one: string) => answerOf(endSignIn({ path: { id: one } })), {
    said: () => `${device} is signed out.`,
  })
  return (
    <li className={styles.device}>
      <div>
        <strong>{device}</strong> {current && <span className={styles.here}>This device</span>}
        <p className={styles.words}>{facts}</p>
      </div>
      {!current && (
        <Confirmed
          action="Sign out"
          label={`Sign out ${device}, ${facts}`}
          title={`Sign out ${device}?`}
          confirm="Yes, sign it out"
          cancel="Leave it"
          isPending={ending.isPending}
          onConfirm={() => ending.mutateAsync(id)}
        >
          It will have to sign in again, and what plays there stops. If you do not know it, change your password, too.
        </Confirmed>
      )}
    </li>
  )
}

/** Ends sign-ins, says so, and shows what is left. One that is gone already is what was wanted. */
function useEnding<Which, Answer>(
  end: (which: Which) => Promise<Answer>,
  { said }: { said: (answer: Answer) => string },
) {
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: end,
    onSuccess: (answer) => toasts.say(said(answer)),
    onError: (error) => {
      if (!isMissing(error)) toasts.say(wordsOf(error, 'Signing out did not work. Try again.'))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: signInsQuery().queryKey }),
  })
}
