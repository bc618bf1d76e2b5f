import { endOtherSignIns, endSignIn, type SignIn } from '@better-and-bliss/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, isMissing, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { countWords } from '../../../ui/words.ts'
import styles from './devices-panel.module.css'
import { signInsQuery } from './queries.ts'

/** Where the member is signed in, and how to end that elsewhere. */
export function DevicesPanel() {
  const signIns = useQuery(signInsQuery())
  return (
    <Panel title="Devices" anchor="devices">
      <Fetched query={signIns} loading="Looking for your devices" name="The list of your devices">
        {({ sessions }) => <Devices sessions={sessions} />}
      </Fetched>
    </Panel>
  )
}

function Devices({ sessions }: { sessions: SignIn[] }) {
  const ending = useEnding((_nothing: undefined) => answerOf(endOtherSignIns()), {
    said: ({ ended }) => `${countWords(ended, 'other device')} signed out.`,
  })
  const others = sessions.filter(({ current }) => !current).length
  return (
    <>
      <ul className={styles.devices}>
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

function Device({ signIn: { id, device, place, since, last_seen, current } }: { signIn: SignIn }) {
  const ending = useEnding((one: string) => answerOf(endSignIn({ path: { id: one } })), {
    said: () => `${device} is signed out.`,
  })
  return (
    <li className={styles.device}>
      <div>
        <strong>{device}</strong> {current && <span className={styles.here}>This device</span>}
        <p className={styles.words}>
          {place && `${place} · `}
          since {dayOf(since)} · {current ? 'in use now' : `last seen ${momentOf(last_seen)}`}
        </p>
      </div>
      {!current && (
        <Confirmed
          action="Sign out"
          title={`Sign out ${device}?`}
          confirm="Yes, sign it out"
          cancel="Leave it"
          isPending={ending.isPending}
          onConfirm={() => ending.mutateAsync(id)}
        >
          It will have to sign in again, and what plays there stops.
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

function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' })
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString('en', { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
}
