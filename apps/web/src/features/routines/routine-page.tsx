import { deleteRoutine, MAX_LENGTHS, type Routine } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { answerOf, isMissing, wordsOf } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Confirmed } from '../../ui/confirmed.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { placed } from '../../ui/moved-to.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { SortableList } from '../../ui/sortable-list.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { countWords, durationWords } from '../../ui/words.ts'
import { AddPractice } from './add-practice.tsx'
import { AddSession } from './add-session.tsx'
import { Conflict } from './conflict.tsx'
import { t } from './messages.ts'
import { ROUTINES_KEY, routineQuery } from './queries.ts'
import styles from './routines.module.css'
import { RoutineStep } from './step.tsx'
import { keyOf, openSteps, secondsOf, titleOf } from './steps.ts'
import { usePlayRoutine } from './use-play-routine.ts'
import { type RoutineChange, useRoutine } from './use-routine.ts'

/** A routine: what it plays, in an order that is changed by dragging or by keys. */
export function RoutinePage({ id }: { id: string }) {
  const { data, error, isFetched } = useQuery(routineQuery(id))
  // Another device may delete what is shown here.
  const known = isMissing(error) ? undefined : data
  return (
    <div className={styles.page}>
      <PageTitle>{known?.name ?? t('routine')}</PageTitle>
      <Fetched
        query={{ data: known, error, isFetched }}
        loading={t('fetching')}
        name={t('yourRoutine')}
        heading="h1"
        missing={
          <Notice heading="h1" title={t('noSuch')} action={<ButtonLink to="/yours">{t('whatIsYours')}</ButtonLink>}>
            {t('deletedElsewhere')}
          </Notice>
        }
      >
        {(routine) => <Loaded routine={routine} />}
      </Fetched>
    </div>
  )
}

function Loaded({ routine }: { routine: Routine }) {
  const play = usePlayRoutine()
  const { change, conflict, settle } = useRoutine(routine)
  const open = openSteps(routine)
  const seconds = open.reduce((sum, step) => sum + secondsOf(step), 0)
  return (
    <>
      <PageHead title={routine.name}>
        {routine.steps.length === 0
          ? t('empty')
          : t('afterLast', { steps: countWords(open.length, 'step'), duration: durationWords(seconds) })}
      </PageHead>
      {routine.steps.length > 0 && (
        <div>
          <Button size="md" disabled={open.length === 0} onClick={() => play(routine)}>
            {t('play')}
          </Button>
        </div>
      )}
      <Steps routine={routine} change={change} />
      <AddSession
        has={(id) => routine.steps.some((step) => keyOf(step) === id)}
        onAdd={(item) => change({ steps: [...routine.steps, { kind: 'item', content_id: item.id, item }] })}
      />
      <AddPractice onAdd={(step) => change({ steps: [...routine.steps, step] })} />
      <div className={styles.care}>
        <Rename name={routine.name} change={change} />
        <Deletion routine={routine} />
      </div>
      {conflict && <Conflict conflict={conflict} onSettle={settle} />}
    </>
  )
}

type Change = (change: RoutineChange, onRefused?: () => void) => void

function Steps({ routine, change }: { routine: Routine; change: Change }) {
  const list = useRef<HTMLDivElement>(null)
  const rows = routine.steps.map((step) => ({ id: keyOf(step), step }))
  useFocusWhenFewer(list, rows.length)
  return (
    <div ref={list} tabIndex={-1} className={styles.steps}>
      <SortableList
        label={t('inOrder')}
        rows={rows}
        nameOf={({ step }) => titleOf(step)}
        onPlace={(id, before) => change({ steps: placed(rows, id, before).map(({ step }) => step) })}
      >
        {({ id, step }) => (
          <RoutineStep
            step={step}
            onChange={(changed) => change({ steps: routine.steps.map((one) => (keyOf(one) === id ? changed : one)) })}
            onRemove={() => change({ steps: routine.steps.filter((one) => keyOf(one) !== id) })}
          />
        )}
      </SortableList>
    </div>
  )
}

function Rename({ name, change }: { name: string; change: Change }) {
  /** Null: nothing but its name. */
  const [typed, setTyped] = useState<string | null>(null)
  function rename(event: FormEvent): void {
    event.preventDefault()
    const wanted = (typed ?? '').trim()
    if (wanted && wanted !== name) change({ name: wanted }, () => setTyped(wanted))
    setTyped(null)
  }
  return (
    <form className={styles.make} onSubmit={rename}>
      <input
        className={styles.field}
        aria-label={t('nameOf')}
        maxLength={MAX_LENGTHS.putRoutine.name}
        value={typed ?? name}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('rename')}
      </Button>
    </form>
  )
}

function Deletion({ routine: { id, name } }: { routine: Routine }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const navigate = useNavigate()
  const deleting = useMutation({
    mutationFn: () => answerOf(deleteRoutine({ path: { id } })),
    onSuccess: async () => {
      await navigate({ to: '/yours' })
      await queries.invalidateQueries({ queryKey: ROUTINES_KEY })
    },
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
  return (
    <div>
      <Confirmed
        action={t('delete')}
        title={t('deleteQuestion', { name })}
        confirm={t('yesDelete')}
        isPending={deleting.isPending}
        onConfirm={() => deleting.mutateAsync()}
      >
        {t('sessionsStay')}
      </Confirmed>
    </div>
  )
}
