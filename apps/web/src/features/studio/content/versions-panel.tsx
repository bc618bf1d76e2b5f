import type { StudioContent, StudioVersion } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from './editor.module.css'
import type { Fields } from './fields.ts'
import { t } from './messages.ts'
import panels from './panels.module.css'
import { versionsQuery } from './queries.ts'

interface VersionsPanelProps {
  item: StudioContent
  /** Puts the texts of a version into the fields, to be saved; null where nothing may be changed. */
  onUse: ((texts: Partial<Fields>) => void) | null
}

/** What an item said before. */
export function VersionsPanel({ item, onUse }: VersionsPanelProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Panel title={t('saidBefore')}>
      <details className={styles.more} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>{t('showVersions')}</summary>
        {isOpen && <Versions item={item} onUse={onUse} />}
      </details>
    </Panel>
  )
}

function Versions({ item, onUse }: VersionsPanelProps) {
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
            <Entry key={version.version} version={version} onUse={onUse} />
          ))}
        </ol>
      )}
    </Fetched>
  )
}

function Entry({ version, onUse }: { version: StudioVersion; onUse: VersionsPanelProps['onUse'] }) {
  const { title, description, tags, language, at, author, version: number } = version
  return (
    <li>
      <p>
        <strong>{title}</strong> · {momentWords(at)} · {author?.name ?? t('unknown')}
      </p>
      <p className={panels.excerpt}>{description || t('noDescription')}</p>
      {tags.length > 0 && <p>{tags.join(', ')}</p>}
      {onUse && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('useTextOf', { number })}
          onClick={() => onUse({ title, description, tags, language })}
        >
          {t('useText')}
        </Button>
      )}
    </li>
  )
}
