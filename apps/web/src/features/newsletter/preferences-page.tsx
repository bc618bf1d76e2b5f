import type { NewsletterPreferences } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Fetched } from '../../ui/fetched.tsx'
import { BrokenLink } from './broken-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { type Frequency, preferencesQuery, problemOf, type Topic, useSubscription } from './links.ts'
import { t } from './messages.ts'
import styles from './preferences-page.module.css'

const NAME = t('preferences')

const TOPICS: Record<Topic, string> = {
  new_releases: t('newReleases'),
  practice: t('practice'),
  news: t('news'),
}
const FREQUENCIES: Record<Frequency, string> = {
  all: t('always'),
  weekly: t('weekly'),
  monthly: t('monthly'),
}

/** What somebody hears of, and how often. */
export function PreferencesPage({ token }: { token: string }) {
  const query = useQuery(preferencesQuery(token))
  return (
    <Fetched
      query={query}
      loading={t('loadingPreferences')}
      name={t('yourPreferences')}
      missing={<BrokenLink />}
      heading="h1"
    >
      {(preferences) =>
        preferences.status === 'active' ? (
          <Choices token={token} preferences={preferences} />
        ) : (
          <Ended token={token} preferences={preferences} />
        )
      }
    </Fetched>
  )
}

interface PartProps {
  token: string
  preferences: NewsletterPreferences
}

function Choices({ token, preferences }: PartProps) {
  const { choosing, leaving } = useSubscription(token)
  const [topics, setTopics] = useState<readonly Topic[]>(preferences.topics)
  const [frequency, setFrequency] = useState<Frequency>(preferences.frequency)
  const problem = problemOf(choosing.error ?? leaving.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    choosing.mutate({ topics: [...topics], frequency })
  }
  return (
    <LetterCard name={NAME} title={t('whatYouHear')} lead={t('goesTo', { email: preferences.email })} problem={problem}>
      <form onSubmit={submit} className={styles.form} onChange={() => choosing.reset()}>
        <fieldset className={styles.group}>
          <legend>{t('writeAbout')}</legend>
          {entriesOf(TOPICS).map(([topic, words]) => (
            <label key={topic} className={styles.choice}>
              <input
                type="checkbox"
                checked={topics.includes(topic)}
                onChange={() => setTopics(toggled(topics, topic))}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('howOften')}</legend>
          {entriesOf(FREQUENCIES).map(([value, words]) => (
            <label key={value} className={styles.choice}>
              <input type="radio" name="frequency" checked={frequency === value} onChange={() => setFrequency(value)} />
              {words}
            </label>
          ))}
        </fieldset>
        <Button type="submit" size="lg" fullWidth loading={choosing.isPending}>
          {t('save')}
        </Button>
        <p role="status" className={styles.saved}>
          {choosing.isSuccess && t('saved')}
        </p>
      </form>
      <Button variant="default" fullWidth loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('unsubscribe')}
      </Button>
    </LetterCard>
  )
}

function Ended({ token, preferences: { email, status } }: PartProps) {
  const { returning } = useSubscription(token)
  if (status === 'pending') {
    const lead = t('begins', { email })
    return <LetterCard name={NAME} title={t('oneStepLeft')} lead={lead} />
  }
  return (
    <LetterCard
      name={NAME}
      title={t('notSubscribed')}
      lead={t('noneGoesTo', { email })}
      problem={problemOf(returning.error)}
    >
      <Button size="lg" fullWidth loading={returning.isPending} onClick={() => returning.mutate()}>
        {t('subscribeAgain')}
      </Button>
    </LetterCard>
  )
}

function toggled(topics: readonly Topic[], topic: Topic): Topic[] {
  return topics.includes(topic) ? topics.filter((other) => other !== topic) : [...topics, topic]
}

function entriesOf<Key extends string>(words: Record<Key, string>): [Key, string][] {
  return Object.entries(words) as [Key, string][]
}
