import { endOtherSignIns, endSignIn, type SignIn } from '@better-and-bliss/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { answerOf, isMissing, wordsOf } from '../../../../api/answer.ts'
import { Confirmed } from '../../../../ui/confirmed.tsx'
import { deviceNameWords } from '../../../../ui/device-words.ts'
import { Fetched } from '../../../../ui/fetched.tsx'
import { Panel } from '../../../../ui/panel.tsx'
import { useToasts } from '../../../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../../../ui/use-focus-when-fewer.ts'
import { t } from '../../messages.ts'
import { signInsQuery } from '../queries.ts'
import { deviceWords, thisDeviceFirst } from './device-words.ts'
import styles from './devices-panel.module.css'

/** Where the member is signed in, and how to end that elsewhere. */
export function DevicesPanel() {
  const signIns = useQuery(signInsQuery())
  return (
    <Panel title={t('devices')} anchor="devices">
      <Fetched query={signIns} loading={<LoadingDevices />} name={t('listOfDevices')}>
        {({ sessions }) => <Devices sessions={thisDeviceFirst(sessions)} />}
      </Fetched>
    </Panel>
  )
}

/** Has the room that one device takes. */
function LoadingDevices() {
  return (
    <p role="status" className={styles.loading}>
      {t('lookingForDevices')}
    </p>
  )
}

function Devices({ sessions }: { sessions: SignIn[] }) {
  const list = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(list, sessions.length)
  const ending = useEnding((_nothing: undefined) => answerOf(endOtherSignIns()), {
    said: ({ ended }) => t('othersSignedOut', { count: ended }),
  })
  const others = sessions.filter(({ current }) => !current).length
  return (
    <>
      <ul ref={list} tabIndex={-1} aria-label={t('devices')} className={styles.devices}>
        {sessions.map((signIn) => (
          <Device key={signIn.id} signIn={signIn} />
        ))}
      </ul>
      {others === 0 ? (
        <p className={styles.words}>{t('nowhereElse')}</p>
      ) : (
        <Confirmed
          action={t('signOutOthers')}
          title={t('signOutEverywhere')}
          confirm={t('yesSignThem')}
          cancel={t('leaveThem')}
          isPending={ending.isPending}
          onConfirm={() => ending.mutateAsync(undefined)}
        >
          {t('othersMustSignIn', { count: others })}
        </Confirmed>
      )}
    </>
  )
}

function Device({ signIn }: { signIn: SignIn }) {
  const { id, current } = signIn
  const device = deviceNameWords(signIn.device)
  const facts = deviceWords(signIn, Date.now())
  const ending = useEnding((one: string) => answerOf(endSignIn({ path: { id: one } })), {
    said: () => t('deviceSignedOut', { device }),
  })
  return (
    <li className={styles.device}>
      <div>
        <strong>{device}</strong> {current && <span className={styles.here}>{t('thisDevice')}</span>}
        <p className={styles.words}>{facts}</p>
      </div>
      {!current && (
        <Confirmed
          action={t('signOut')}
          label={t('signOutDevice', { device, facts })}
          title={t('signOutDeviceQuestion', { device })}
          confirm={t('yesSignIt')}
          cancel={t('leaveIt')}
          isPending={ending.isPending}
          onConfirm={() => ending.mutateAsync(id)}
        >
          {t('deviceMustSignIn')}
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
      if (!isMissing(error)) toasts.say(wordsOf(error, t('signOutFailed')))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: signInsQuery().queryKey }),
  })
}
