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
import { t } from './messages.ts'
import type { OwnMicrophone } from './use-begun-session.ts'
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
      <PageTitle>{t('circle')}</PageTitle>
      <div className={styles.card}>
        <Ring size="4rem" breathing />
        <h1 className={styles.title}>{t(hasBegun ? 'breathes' : 'gathers')}</h1>
        <p className={styles.words}>
          {t('paceFor', { pattern: circle.pattern_name ?? t('onePace'), pace: countWords(circle.target), minutes })}
        </p>
        <p className={styles.people} role="status">
          {isReachable ? view.members !== null && peopleWords(view.members) : t('findingLine')}
        </p>
        <Invitation code={circle.code} />
        <Listening {...props} />
        {hasBegun && (
          <Button size="lg" fullWidth onClick={onComeIn}>
            {t('comeIn')}
          </Button>
        )}
        {view.isHost ? (
          <HostControls id={circle.id} hasBegun={hasBegun} />
        ) : (
          <>
            {!hasBegun && <p className={styles.words}>{t('hostBegins')}</p>}
            <Button variant="subtle" onClick={onLeave}>
              {t('leave')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function Invitation({ code }: { code: string }) {
  return (
    <section className={styles.invitation} aria-label={t('inviteOthers')}>
      <p className={styles.code}>{shownCode(code)}</p>
      <div className={styles.copies}>
        <CopyButton label={t('copyCode')} text={shownCode(code)} done={t('codeCopied')} />
        <CopyButton label={t('copyLink')} text={`${location.origin}/circle/${code}`} done={t('linkCopied')} />
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
        {t('listenedTo')}{' '}
        <Button variant="subtle" size="compact-sm" onClick={() => onMicrophone(false)}>
          {t('doWithout')}
        </Button>
      </p>
    )
  }
  const mustAnswer = storesBreath === null
  return (
    <div className={styles.listening}>
      <p className={styles.words}>{t('withMicrophone')}</p>
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
        {t('useMicrophone')}
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
          {wordsOf(problem, t('didNotWork'))}
        </p>
      )}
      {!hasBegun && (
        <Button size="lg" fullWidth loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {t('begin')}
        </Button>
      )}
      <Confirmed
        action={t('endCircle')}
        title={t('endForAll')}
        confirm={t('yesEnd')}
        isPending={ending.isPending}
        onConfirm={() => ending.mutateAsync()}
      >
        {t('codeOpensNothing')}
      </Confirmed>
    </>
  )
}
