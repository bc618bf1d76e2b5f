import type { CampaignDraft } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { t } from './messages.ts'
import { audienceQuery } from './queries.ts'

type Audience = CampaignDraft['audience']
type Tier = NonNullable<Audience['tiers']>[number]
type Topic = NonNullable<Audience['topics']>[number]

const TIERS: Record<Tier, string> = {
  free: t('freeMembers'),
  basic: t('basicMembers'),
  premium: t('premiumMembers'),
  stranger: t('withoutAccount'),
}
const TOPICS: Record<Topic, string> = { new_releases: t('newReleases'), practice: t('practice'), news: t('news') }
const ACTIVE = [
  ['', t('whenever')],
  ['30', t('within30')],
  ['90', t('within90')],
  ['365', t('withinYear')],
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
        legend={t('plans')}
        names={TIERS}
        chosen={audience.tiers ?? []}
        onChoose={(tiers) => onChange({ ...audience, tiers })}
      />
      <Several
        legend={t('topics')}
        names={TOPICS}
        chosen={audience.topics ?? []}
        onChoose={(topics) => onChange({ ...audience, topics })}
      />
      <NativeSelect
        label={t('activity')}
        data={ACTIVE.map(([value, label]) => ({ value, label }))}
        value={String(audience.active_within_days ?? '')}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...audience, active_within_days: value === '' ? null : Number(value) })
        }
      />
      <p role="status" className={styles.note}>
        {size.data && t('wouldGet', { subscribers: countWords(size.data.subscribers, 'subscriber') })}
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
      <legend>{t('noneAll', { legend })}</legend>
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
