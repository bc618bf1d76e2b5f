import { Button } from '@mantine/core'
import { useState } from 'react'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { patternsWith } from '../patterns.ts'
import type { Preferences } from '../preferences.ts'
import styles from './choose.module.css'
import { Consent } from './consent.tsx'
import { GuidesField } from './guides-field.tsx'
import { LengthField } from './length-field.tsx'
import { MicrophoneField } from './microphone-field.tsx'
import { PatternsField } from './patterns-field.tsx'
import { Preview } from './preview.tsx'

interface ChooseProps {
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  /** Id of the title that will guide; null for a pattern. */
  guide: string | null
  onGuide: (id: string | null) => void
  onBegin: () => void
  isBeginning: boolean
  problem: string | null
}

/** The choice of pattern or guide, length, and microphone. */
export function Choose({ preferences, onPreferences, guide, onGuide, onBegin, isBeginning, problem }: ChooseProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { pattern, own, usesMicrophone, storesBreath } = preferences
  const target = patternsWith(own).find(({ id }) => id === pattern)?.target ?? null
  const mustAnswer = usesMicrophone && storesBreath === null

  function begin(): void {
    setIsAsking(mustAnswer)
    if (!mustAnswer) onBegin()
    else document.getElementById('consent')?.focus()
  }

  return (
    <div className={styles.page}>
      <PageTitle>Meditate</PageTitle>
      <PageHead title="Meditate">Choose a rhythm, or none. A ring of light breathes with you.</PageHead>
      <div className={styles.what}>
        <PatternsField
          chosen={guide === null ? pattern : null}
          own={own}
          onChoose={(id) => {
            onGuide(null)
            onPreferences({ pattern: id })
          }}
          onOwn={(chosen) => onPreferences({ own: chosen })}
        />
        <GuidesField chosen={guide} onChoose={onGuide} />
      </div>
      <aside className={styles.how} aria-label="Your session">
        <div className={styles.preview}>
          <Preview target={guide === null ? target : null} />
        </div>
        {guide === null && (
          <LengthField minutes={preferences.minutes} onChoose={(minutes) => onPreferences({ minutes })} />
        )}
        {(guide !== null || preferences.minutes !== null) && (
          <Switch label="Bell at the end" isOn={preferences.bell} onSwitch={(bell) => onPreferences({ bell })} />
        )}
        <MicrophoneField preferences={preferences} onPreferences={onPreferences} />
        {usesMicrophone && (
          <Consent
            storesBreath={storesBreath}
            isMissing={isAsking && mustAnswer}
            onAnswer={(answer) => onPreferences({ storesBreath: answer })}
          />
        )}
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button size="lg" fullWidth loading={isBeginning} onClick={begin}>
          Begin
        </Button>
      </aside>
    </div>
  )
}
