import type { NewsletterPreferences } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Fetched } from '../../ui/fetched.tsx'
import { BrokenLink } from './broken-link.tsx'
import { LetterCard } from './letter-card.tsx'
import { type Frequency, preferencesQuery, problemOf, type Topic, useSubscription } from './links.ts'
import styles from './preferences-page.module.css'

const NAME = 'Newsletter preferences'

const TOPICS: Record<Topic, string> = {
  new_releases: 'New films and sounds',
  practice: 'Words on practice',
  news: 'News of the studio',
}
const FREQUENCIES: Record<Frequency, string> = {
  all: 'Whenever there is something',
  weekly: 'Once a week at the most',
  monthly: 'Once a month at the most',
}

/** What somebody hears of, and how often. */
export function PreferencesPage({ token }: { token: string }) {
  const query = useQuery(preferencesQuery(token))
  return (
    <Fetched
      query={query}
      loading="Your preferences are on their way"
      name="Your preferences"
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
    <LetterCard
      name={NAME}
      title="What you hear of"
      lead={`The newsletter goes to ${preferences.email}.`}
      problem={problem}
    >
      <form onSubmit={submit} className={styles.form} onChange={() => choosing.reset()}>
        <fieldset className={styles.group}>
          <legend>Write to me about</legend>
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
          <legend>How often</legend>
          {entriesOf(FREQUENCIES).map(([value, words]) => (
            <label key={value} className={styles.choice}>
              <input type="radio" name="frequency" checked={frequency === value} onChange={() => setFrequency(value)} />
              {words}
            </label>
          ))}
        </fieldset>
        <Button type="submit" size="lg" fullWidth loading={choosing.isPending}>
          Save
        </Button>
        <p role="status" className={styles.saved}>
          {choosing.isSuccess && 'Saved.'}
        </p>
      </form>
      <Button variant="default" fullWidth loading={leaving.isPending} onClick={() => leaving.mutate()}>
        Unsubscribe
      </Button>
    </LetterCard>
  )
}

function Ended({ token, preferences: { email, status } }: PartProps) {
  const { returning } = useSubscription(token)
  if (status === 'pending') {
    const lead = `The mail that we sent to ${email} has a link that begins the newsletter.`
    return <LetterCard name={NAME} title="One step is left" lead={lead} />
  }
  return (
    <LetterCard
      name={NAME}
      title="You are not subscribed"
      lead={`No newsletter goes to ${email}.`}
      problem={problemOf(returning.error)}
    >
      <Button size="lg" fullWidth loading={returning.isPending} onClick={() => returning.mutate()}>
        Subscribe again
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
