import type { CampaignDraft } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { audienceQuery } from './queries.ts'

type Audience = CampaignDraft['audience']
type Tier = NonNullable<Audience['tiers']>[number]
type Topic = NonNullable<Audience['topics']>[number]

const TIERS: Record<Tier, string> = {
  free: 'Free members',
  basic: 'Basic members',
  premium: 'Premium members',
  stranger: 'Without an account',
}
const TOPICS: Record<Topic, string> = { new_releases: 'New releases', practice: 'Practice', news: 'News' }
const ACTIVE = [
  ['', 'Whenever they were here last'],
  ['30', 'Signed in within 30 days'],
  ['90', 'Signed in within 90 days'],
  ['365', 'Signed in within a year'],
] as const

interface AudienceFieldsProps {
  audience: Audience
  onChange: (audience: Audience) => void
}

/** Who of the subscribers gets a campaign; nothing chosen: everybody. */
export function AudienceFields({ audience, onChange }: AudienceFieldsProps) {
  const size = useQuery(audienceQuery(audience))
  return (
    <>
      <Several
        legend="Plans"
        names={TIERS}
        chosen={audience.tiers ?? []}
        onChoose={(tiers) => onChange({ ...audience, tiers })}
      />
      <Several
        legend="Topics"
        names={TOPICS}
        chosen={audience.topics ?? []}
        onChoose={(topics) => onChange({ ...audience, topics })}
      />
      <NativeSelect
        label="Activity"
        data={ACTIVE.map(([value, label]) => ({ value, label }))}
        value={String(audience.active_within_days ?? '')}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...audience, active_within_days: value === '' ? null : Number(value) })
        }
      />
      <p role="status" className={styles.note}>
        {size.data && `${countWords(size.data.subscribers, 'subscriber')} would get it now.`}
      </p>
    </>
  )
}

interface SeveralProps<Value extends string> {
  legend: string
  names: Record<Value, string>
  chosen: readonly Value[]
  onChoose: (chosen: Value[]) => void
}

function Several<Value extends string>({ legend, names, chosen, onChoose }: SeveralProps<Value>) {
  return (
    <fieldset className={styles.several}>
      <legend>{legend} (none: all)</legend>
      {(Object.entries(names) as [Value, string][]).map(([value, name]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget: { checked } }) =>
              onChoose(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
