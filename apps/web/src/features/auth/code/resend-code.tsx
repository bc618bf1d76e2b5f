import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { t } from '../messages.ts'
import styles from './resend-code.module.css'

const WAIT_SECONDS = 60

interface ResendCodeProps {
  /** Whether a code was asked for just now, on the way here. */
  wasSent: boolean
  onResend: () => Promise<unknown>
}

/** Asks for another code, a minute after the last one at the earliest, and says for how long to wait. */
export function ResendCode({ wasSent, onResend }: ResendCodeProps) {
  const [secondsLeft, setSecondsLeft] = useState(wasSent ? WAIT_SECONDS : 0)
  useEffect(() => {
    if (secondsLeft === 0) return
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000)
    return () => clearTimeout(timer)
  }, [secondsLeft])
  const sending = useMutation({ mutationFn: onResend, onSuccess: () => setSecondsLeft(WAIT_SECONDS) })
  return (
    <div className={styles.resend}>
      <p role="status">
        {sending.isSuccess && t('anotherOnItsWay')}
        {sending.error && wordsOf(sending.error, t('didNotWork'))}
      </p>
      <Button
        variant="subtle"
        size="sm"
        disabled={secondsLeft > 0}
        loading={sending.isPending}
        onClick={() => sending.mutate()}
      >
        {secondsLeft > 0 ? t('anotherIn', { secondsLeft: String(secondsLeft) }) : t('another')}
      </Button>
    </div>
  )
}
