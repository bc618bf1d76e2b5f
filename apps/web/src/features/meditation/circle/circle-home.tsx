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
import { t } from './messages.ts'
import { shownCode } from './words.ts'

const LENGTHS = (['3', '5', '10', '20'] as const).map(
  (minutes) => [minutes, t('minutes', { minutes: Number(minutes) })] as const,
)

interface CircleHomeProps {
  onEnter: (code: string) => void
}

/** Where a circle is opened, or joined by its code. */
export function CircleHome({ onEnter }: CircleHomeProps) {
  const hosted = useQuery(hostedQuery())
  return (
    <div className={choose.page}>
      <PageTitle>{t('breatheTogether')}</PageTitle>
      <PageHead title={t('breatheTogether')}>{t('lead')}</PageHead>
      <div className={choose.what}>
        {hosted.data ? <Hosted code={hosted.data.code} /> : <Opening onOpened={onEnter} />}
      </div>
      <aside className={choose.how} aria-label={t('joinCircle')}>
        <Joining onEnter={onEnter} />
      </aside>
    </div>
  )
}

function Hosted({ code }: { code: string }) {
  return (
    <section className={styles.hosted} aria-label={t('yourCircle')}>
      <h2>{t('yourCircleIsOpen')}</h2>
      <p>
        {t.rich('itsCode', {
          code: shownCode(code),
          strong: (words) => <strong className={styles.inline}>{words}</strong>,
        })}
      </p>
      <ButtonLink to="/circle/$code" params={{ code }}>
        {t('goToYours')}
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
          {t('howLong')}
        </p>
        <Segments label={t('howLong')} value={minutes} options={LENGTHS} onChoose={setMinutes} />
      </div>
      {opening.error && (
        <p className={choose.problem} role="alert">
          {wordsOf(opening.error, t('notOpened'))}
        </p>
      )}
      <Button size="lg" loading={opening.isPending} onClick={() => opening.mutate()}>
        {t('open')}
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
      <h2>{t('joinCircle')}</h2>
      <p className={styles.words}>{t('joinHint')}</p>
      <TextInput
        label={t('code')}
        value={code}
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder={shownCode('K7QM2XWD')}
        error={isMissing && t('codeMissing')}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Button type="submit" variant="default" fullWidth>
        {t('join')}
      </Button>
    </form>
  )
}
