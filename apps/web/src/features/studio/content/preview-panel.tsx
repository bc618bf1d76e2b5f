import { TIERS, type Tier } from '@better-and-bliss/membership'
import type { ContentDetail, StudioContent } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { TierBadge } from '../../../ui/tier-badge.tsx'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import { durationWords } from '../../../ui/words.ts'
import styles from './editor.module.css'
import { t } from './messages.ts'
import panels from './panels.module.css'
import { PreviewPlayer } from './preview-player.tsx'
import { previewQuery } from './queries.ts'

/** What members see of an item as it was saved last, by their plan. */
export function PreviewPanel({ item }: { item: StudioContent }) {
  const [tier, setTier] = useState<Tier>('free')
  const preview = useQuery(previewQuery(item.id, tier, item.version))
  const choose = (
    <NativeSelect
      aria-label={t('planOfMember')}
      data={TIERS.map((value) => ({ value, label: t('asPlan', { plan: TIER_WORDS[value] }) }))}
      value={tier}
      onChange={({ currentTarget: { value } }) => setTier(TIERS.find((one) => one === value) ?? tier)}
    />
  )
  return (
    <Panel title={t('whatMembersSee')} aside={choose}>
      <div className={styles.fields}>
        <Fetched query={preview} loading={t('looking')} name={t('thePreview')}>
          {(detail) => <Preview detail={detail} picture={item.thumbnail_url} />}
        </Fetched>
        {item.is_playable && <PreviewPlayer item={item} />}
      </div>
    </Panel>
  )
}

function Preview({ detail, picture }: { detail: ContentDetail; picture: string | null }) {
  return (
    <article className={panels.preview}>
      {picture && <img src={picture} alt="" />}
      <div className={styles.fields}>
        <h3>{detail.title}</h3>
        <p>
          <TierBadge tier={detail.access_tier} locked={detail.locked} />{' '}
          {[detail.category?.name, detail.expert && t('withExpert', { name: detail.expert.name }), lengthOf(detail)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {detail.description_html && <RichText html={detail.description_html} />}
        <p role="status">{playWords(detail)}</p>
      </div>
    </article>
  )
}

function lengthOf({ duration_seconds: seconds }: ContentDetail): string | null {
  return seconds === null ? null : durationWords(seconds)
}

function playWords({ locked, can_stream: canStream, upgrade_message: message }: ContentDetail): string {
  if (locked) return message ? t('locked', { message }) : t('lockedHigher')
  return canStream ? t('canPlay') : t('cannotPlay')
}
