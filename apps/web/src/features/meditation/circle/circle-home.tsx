import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { patternsQuery } from '../api.ts'
import choose from '../choose/choose.module.css'
import legends from '../choose/legends.module.css'
import { PatternsField } from '../choose/patterns-field.tsx'
import { DEFAULT_OWN_TARGET, type PatternChoice, patternsWith } from '../patterns.ts'
import { hostedQuery, open } from './api.ts'
import styles from './circle.module.css'
import { shownCode } from './words.ts'

const LENGTHS = [
  ['3', '3 min'],
  ['5', '5 min'],
  ['10', '10 min'],
  ['20', '20 min'],
] as const

interface CircleHomeProps {
  onEnter: (code: string) => void
}

/** Where a circle is opened, or joined by its code. */
export function CircleHome({ onEnter }: CircleHomeProps) {
  const hosted = useQuery(hostedQuery())
  return (
    <div className={choose.page}>
      <PageTitle>Breathe together</PageTitle>
      <PageHead title="Breathe together">
        A circle breathes at one pace, each where they are. Its light shows how near you all are to it; nobody sees
        anybody else’s breath.
      </PageHead>
      <div className={choose.what}>
        {hosted.data ? <Hosted code={hosted.data.code} /> : <Opening onOpened={onEnter} />}
      </div>
      <aside className={choose.how} aria-label="Join a circle">
        <Joining onEnter={onEnter} />
      </aside>
    </div>
  )
}

function Hosted({ code }: { code: string }) {
  return (
    <section className={styles.hosted} aria-label="Your circle">
      <h2>Your circle is open</h2>
      <p>
        Its code is <strong className={styles.inline}>{shownCode(code)}</strong>. End it before you open another one.
      </p>
      <ButtonLink to="/circle/$code" params={{ code }}>
        Go to your circle
      </ButtonLink>
    </section>
  )
}

function Opening({ onOpened }: { onOpened: (code: string) => void }) {
  const [choice, setChoice] = useState<PatternChoice>({ pattern: 'coherent', patternId: null })
  const [own, setOwn] = useState(DEFAULT_OWN_TARGET)
  const [minutes, setMinutes] = useState<(typeof LENGTHS)[number][0]>('5')
  const { data: ofStudio } = useQuery(patternsQuery())
  const opening = useMutation({
    mutationFn: () => open({ ...choice, own, minutes: Number(minutes) }),
    onSuccess: ({ code }) => onOpened(code),
  })
  const paces = patternsWith(own, ofStudio ?? []).filter(({ target }) => target !== null)
  return (
    <div className={styles.opening}>
      <PatternsField patterns={paces} chosen={choice} own={own} onChoose={setChoice} onOwn={setOwn} />
      <div>
        <p className={legends.small} aria-hidden="true">
          For how long?
        </p>
        <Segments label="For how long?" value={minutes} options={LENGTHS} onChoose={setMinutes} />
      </div>
      {opening.error && (
        <p className={choose.problem} role="alert">
          {wordsOf(opening.error, 'The circle could not be opened. Try again.')}
        </p>
      )}
      <Button size="lg" loading={opening.isPending} onClick={() => opening.mutate()}>
        Open a circle
      </Button>
    </div>
  )
}

/** A code goes to the page of its circle, which says whether there is one. */
function Joining({ onEnter }: { onEnter: (code: string) => void }) {
  const [code, setCode] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  function submit(event: FormEvent): void {
    event.preventDefault()
    const typed = code.replaceAll(/[\s-]/g, '')
    setIsMissing(typed === '')
    if (typed) onEnter(typed.toUpperCase())
  }
  return (
    <form className={styles.joining} onSubmit={submit} noValidate>
      <h2>Join a circle</h2>
      <p className={styles.words}>Somebody gave you a code, or a link that brings you here by itself.</p>
      <TextInput
        label="Code"
        value={code}
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="K7QM-2XWD"
        error={isMissing && 'Enter the code that your host gave you.'}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Button type="submit" variant="default" fullWidth>
        Join
      </Button>
    </form>
  )
}
