import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useEffect, useEffectEvent } from 'react'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'

/** Copies a text, and says so. */
export function CopyButton({ label, text, done }: { label: string; text: string; done: string }) {
  const { copy, copied, error } = useClipboard()
  const toasts = useToasts()
  const say = useEffectEvent((words: string) => toasts.say(words))
  useEffect(() => {
    if (copied) say(done)
  }, [copied, done])
  useEffect(() => {
    if (error) say(t('cannotCopy'))
  }, [error])
  return (
    <Button variant="default" onClick={() => copy(text)}>
      {label}
    </Button>
  )
}
