import type { Circle } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Ring } from '../../../ui/ring.tsx'
import { Consent } from '../choose/consent.tsx'
import { countWords } from '../patterns.ts'
import type { Preferences } from '../preferences.ts'
import { begin, end } from './api.ts'
import styles from './circle.module.css'
import type { CircleView } from './circle-line.ts'
import { CopyButton } from './copy-button.tsx'
import type { OwnMicrophone } from './use-own-session.ts'
import { peopleWords, shownCode } from './words.ts'

interface GatheringProps {
  circle: Circle
  view: CircleView
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  microphone: OwnMicrophone
  onMicrophone: (isWanted: boolean) => void
  onComeIn: () => void
  onLeave: () => void
}

/** Before it begins: who is here, how others come, and whether one's own breath is listened to. */
export function Gathering(props: GatheringProps) {
  const { circle, view, onComeIn, onLeave } = props
  const hasBegun = view.startedAtMs !== null
  const isReachable = view.connection === 'live'
  const minutes = Math.round(circle.duration_seconds / 60)
  return (
    <div className={styles.room}>
      <PageTitle>Circle</PageTitle>
      <div className={styles.card}>
        <Ring size="4rem" breathing />
        <h1 className={styles.title}>{hasBegun ? 'The circle breathes' : 'The circle gathers'}</h1>
        <p className={styles.words}>
          {circle.pattern_name ?? 'One pace'}: {countWords(circle.target)}, for {minutes}{' '}
          {minutes === 1 ? 'minute' : 'minutes'}.
        </p>
        <p className={styles.people} role="status">
          {isReachable ? view.members !== null && peopleWords(view.members) : 'The line is being found again …'}
        </p>
        <Invitation code={circle.code} />
        <Listening {...props} />
        {hasBegun && (
          <Button size="lg" fullWidth onClick={onComeIn}>
            Come in
          </Button>
        )}
        {view.isHost ? (
          <HostControls id={circle.id} hasBegun={hasBegun} />
        ) : (
          <>
            {!hasBegun && <p className={styles.words}>Your host begins when everybody is here.</p>}
            <Button variant="subtle" onClick={onLeave}>
              Leave
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function Invitation({ code }: { code: string }) {
  return (
    <section className={styles.invitation} aria-label="Invite others">
      <p className={styles.code}>{shownCode(code)}</p>
      <div className={styles.copies}>
        <CopyButton label="Copy code" text={shownCode(code)} done="The code is copied." />
        <CopyButton
          label="Copy link"
          text={`${location.origin}/circle/${code}`}
          done="The link is copied. Whoever opens it joins."
        />
      </div>
    </section>
  )
}

/** Numbers of a breath are health data: whoever wants to be heard says first what may be kept. */
function Listening({ preferences, onPreferences, microphone, onMicrophone }: GatheringProps) {
  const { storesBreath } = preferences
  const [isAsking, setIsAsking] = useState(false)
  if (microphone.kind === 'ready') {
    return (
      <p className={styles.listening}>
        Your breath is listened to, and goes into the circle’s light as part of a mean.{' '}
        <Button variant="subtle" size="compact-sm" onClick={() => onMicrophone(false)}>
          Do without
        </Button>
      </p>
    )
  }
  const mustAnswer = storesBreath === null
  return (
    <div className={styles.listening}>
      <p className={styles.words}>
        With a microphone your own breath lights the circle, and your summary shows it. Without one you breathe along.
      </p>
      {isAsking && (
        <Consent
          storesBreath={storesBreath}
          isMissing={false}
          onAnswer={(answer) => onPreferences({ storesBreath: answer })}
        />
      )}
      <Button
        variant="default"
        fullWidth
        disabled={isAsking && mustAnswer}
        onClick={() => (mustAnswer ? setIsAsking(true) : onMicrophone(true))}
      >
        Use my microphone
      </Button>
    </div>
  )
}

function HostControls({ id, hasBegun }: { id: string; hasBegun: boolean }) {
  const beginning = useMutation({ mutationFn: () => begin(id) })
  const ending = useMutation({ mutationFn: () => end(id) })
  const problem = beginning.error ?? ending.error
  return (
    <>
      {problem && (
        <p className={styles.problem} role="alert">
          {wordsOf(problem, 'That did not work. Try again.')}
        </p>
      )}
      {!hasBegun && (
        <Button size="lg" fullWidth loading={beginning.isPending} onClick={() => beginning.mutate()}>
          Begin
        </Button>
      )}
      <Confirmed
        action="End the circle"
        title="End the circle for everybody?"
        confirm="Yes, end it"
        isPending={ending.isPending}
        onConfirm={() => ending.mutateAsync()}
      >
        Its code opens nothing any more.
      </Confirmed>
    </>
  )
}
