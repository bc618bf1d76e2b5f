import type { StudioContent } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { LeaveDialog } from '../shared/leave-dialog.tsx'
import { SaveBar } from '../shared/save-bar.tsx'
import { StateBadge } from './columns.tsx'
import styles from './editor.module.css'
import { EditorFields } from './editor-fields.tsx'
import { ItemConflict } from './item-conflict.tsx'
import { MediaPanel } from './media-panel.tsx'
import { t } from './messages.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { contentQuery } from './queries.ts'
import { StatusPanel } from './status-panel.tsx'
import { useDraft } from './use-draft.ts'
import { VersionsPanel } from './versions-panel.tsx'
import { stateWords } from './words.ts'

interface EditorPageProps {
  id: string
  /** A copy was made, which is gone to. */
  onCopy: (id: string) => void
}

/** One item: all that is set of it, how it stands, and what it said before. */
export function EditorPage({ id, onCopy }: EditorPageProps) {
  const item = useQuery(contentQuery(id))
  return (
    <Fetched query={item} loading={t('fetchingItem')} name={t('theItem')} heading="h1" missing={<Missing />}>
      {(found) => <Editor item={found} onCopy={onCopy} />}
    </Fetched>
  )
}

function Missing() {
  return (
    <Notice
      heading="h1"
      title={t('noItemHere')}
      action={<ButtonLink to="/studio/content">{t('seeAllItems')}</ButtonLink>}
    >
      {t('notYours')}
    </Notice>
  )
}

function Editor({ item, onCopy }: { item: StudioContent; onCopy: (id: string) => void }) {
  const editing = useDraft(item)
  const { fields, isChanged, conflict } = editing
  const isFrozen = !item.may_edit || item.deleted_at !== null
  return (
    <>
      <PageTitle>{item.title}</PageTitle>
      <PageHead title={item.title}>
        <StateBadge item={item} /> {stateWords(item)}
      </PageHead>
      <div className={styles.editor}>
        <div className={styles.column}>
          {isFrozen ? null : <EditorFields item={item} editing={editing} />}
          <PreviewPanel item={item} />
          <VersionsPanel item={item} editing={isFrozen ? null : editing} />
        </div>
        <div className={styles.column}>
          <StatusPanel item={item} editing={editing} onCopy={onCopy} />
          <MediaPanel item={item} mayChange={!isFrozen} />
        </div>
      </div>
      {isFrozen ? null : <SaveBar editing={editing} />}
      {conflict && <ItemConflict {...conflict} editing={editing} />}
      <LeaveDialog isChanged={isChanged} title={fields.title} onLeave={editing.forget} />
    </>
  )
}
