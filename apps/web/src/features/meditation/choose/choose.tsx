import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { patternsQuery } from '../api.ts'
import { t } from '../messages.ts'
import { isChosen, type PatternChoice, patternsWith } from '../patterns.ts'
import type { Preferences } from '../preferences.ts'
import { WaitingSessions } from '../unsent/waiting-sessions.tsx'
import styles from './choose.module.css'
import { Consent } from './consent.tsx'
import { GuidesField } from './guides-field.tsx'
import { LengthField } from './length-field.tsx'
import { MicrophoneField } from './microphone-field.tsx'
import { PatternsField } from './patterns-field.tsx'
import { Preview } from './preview.tsx'

interface ChooseProps {
  memberId: string
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  /** Id of the title that will guide; null for a pattern. */
  guide: string | null
  onGuide: (id: string | null) => void
  onBegin: () => void
  /** The device has no network: the breath is paced only. */
  isOffline: boolean
  isBeginning: boolean
  problem: string | null
}

/** What is followed instead of a pattern that the studio took back. */
const AS_IT_COMES: PatternChoice = { pattern: 'none', patternId: null }

/** The choice of pattern or guide, length, and microphone. */
export function Choose(props: ChooseProps) {
  const { memberId, preferences, onPreferences, guide, onGuide, onBegin, isOffline, isBeginning, problem } = props
  const [isAsking, setIsAsking] = useState(false)
  const { own, usesMicrophone, storesBreath } = preferences
  const { data: ofStudio } = useQuery(patternsQuery())
  const patterns = patternsWith(own, ofStudio ?? [])
  const chosen = patterns.find((pattern) => isChosen(pattern, preferences))
  const target = chosen?.target ?? null
  const isGone = ofStudio !== undefined && chosen === undefined
  useEffect(() => {
    if (isGone) onPreferences(AS_IT_COMES)
  })
  const mustAnswer = usesMicrophone && storesBreath === null

  function begin(): void {
    setIsAsking(mustAnswer)
    if (!mustAnswer) onBegin()
    else document.getElementById('consent')?.focus()
  }

  return (
    <div className={styles.page}>
      <PageTitle>{t('meditate')}</PageTitle>
      <PageHead title={t('meditate')}>
        {t.rich('chooseRhythm', {
          link: (words) => <Link to="/timer">{words}</Link>,
          link2: (words) => <Link to="/sounds">{words}</Link>,
          link3: (words) => <Link to="/circle">{words}</Link>,
        })}
      </PageHead>
      <div className={styles.what}>
        <div className={styles.waiting}>
          <WaitingSessions memberId={memberId} />
        </div>
        <PatternsField
          patterns={patterns}
          chosen={guide === null ? preferences : null}
          own={own}
          onChoose={(choice) => {
            onGuide(null)
            onPreferences(choice)
          }}
          onOwn={(chosen) => onPreferences({ own: chosen })}
        />
        {!isOffline && <GuidesField chosen={guide} onChoose={onGuide} />}
      </div>
      <aside className={styles.how} aria-label={t('yourSession')}>
        <div className={styles.preview}>
          <Preview target={guide === null ? target : null} />
        </div>
        {guide === null && (
          <LengthField minutes={preferences.minutes} onChoose={(minutes) => onPreferences({ minutes })} />
        )}
        {(guide !== null || preferences.minutes !== null) && (
          <Switch label={t('bellAtEnd')} isOn={preferences.bell} onSwitch={(bell) => onPreferences({ bell })} />
        )}
        {isOffline ? (
          <p className={styles.offline}>{t('offlinePaced')}</p>
        ) : (
          <MicrophoneField preferences={preferences} onPreferences={onPreferences} />
        )}
        {usesMicrophone && (
          <Consent
            storesBreath={storesBreath}
            isMissing={isAsking && mustAnswer}
            onAnswer={(answer) => onPreferences({ storesBreath: answer })}
          />
        )}
        <div className={styles.begin}>
          {problem && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
          <Button size="lg" fullWidth loading={isBeginning} onClick={begin}>
            {t('begin')}
          </Button>
        </div>
      </aside>
    </div>
  )
}
