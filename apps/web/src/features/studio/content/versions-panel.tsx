import type { StudioContent, StudioVersion } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from './editor.module.css'
import type { Fields } from './fields.ts'
import { t } from './messages.ts'
import panels from './panels.module.css'
import { versionsQuery } from './queries.ts'
import type { Editing } from './use-draft.ts'

interface VersionsPanelProps {
  item: StudioContent
  /** Null where nothing may be changed. */
  editing: Editing | null
}

/** What an item said before. */
export function VersionsPanel({ item, editing }: VersionsPanelProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Panel title={t('saidBefore')}>
      <details className={styles.more} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>{t('showVersions')}</summary>
        {isOpen && <Versions item={item} editing={editing} />}
      </details>
    </Panel>
  )
}

function Versions({ item, editing }: VersionsPanelProps) {
  const versions = useQuery(versionsQuery(item.id, item.version))
  return (
    <Fetched
      query={versions}
      loading={t('fetchingVersions')}
      name={t('theHistory')}
      isEmpty={({ versions: all }) => all.length === 0}
      empty={<p>{t('neverChanged')}</p>}
    >
      {({ versions: all }) => (
        <ol className={panels.versions}>
          {all.map((version) => (
            <Entry key={version.version} version={version} editing={editing} />
          ))}
        </ol>
      )}
    </Fetched>
  )
}

function Entry({ version, editing }: { version: StudioVersion; editing: Editing | null }) {
  const { title, description, tags, language, at, author, version: number } = version
  return (
    <li>
      <p>
        <strong>{title}</strong> · {momentWords(at)} · {author?.name ?? t('unknown')}
      </p>
      <p className={panels.excerpt}>{description || t('noDescription')}</p>
      {tags.length > 0 && <p>{tags.join(', ')}</p>}
      {editing && <UseText number={number} texts={{ title, description, tags, language }} editing={editing} />}
    </li>
  )
}

/** Puts the text of a version into the fields, to be saved. */
function UseText({ number, texts, editing }: { number: number; texts: Partial<Fields>; editing: Editing }) {
  const names = { action: t('useText'), label: t('useTextOf', { number }) }
  if (!editing.isChanged) {
    return (
      <Button size="xs" variant="default" aria-label={names.label} onClick={() => editing.set(texts)}>
        {names.action}
      </Button>
    )
  }
  return (
    <Confirmed
      {...names}
      title={t('replaceUnsaved')}
      confirm={t('yesReplace')}
      cancel={t('keepMine')}
      isPending={false}
      isHarmless
      onConfirm={async () => editing.set(texts)}
    >
      {t('replaceUnsavedHint')}
    </Confirmed>
  )
}
