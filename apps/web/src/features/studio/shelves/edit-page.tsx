import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords, momentWords } from '../../../ui/words.ts'
import { ConflictDialog, valueWords } from '../shared/conflict-dialog.tsx'
import { LeaveDialog } from '../shared/leave-dialog.tsx'
import { SaveBar } from '../shared/save-bar.tsx'
import { changedFields, useDraft } from '../shared/use-draft.ts'
import { DeletePanel } from './delete-panel.tsx'
import { t } from './messages.ts'
import { outdate, shelfQuery } from './queries.ts'
import type { Shelf, Stored } from './shelf.ts'
import styles from './shelves.module.css'

interface EditPageProps<Thing extends Stored, Fields extends object> {
  shelf: Shelf<Thing, Fields>
  id: string
  mayManage: boolean
  onDeleted: () => void
}

/** One of them: what is set of it, and what belongs to it. */
export function EditPage<Thing extends Stored, Fields extends object>(props: EditPageProps<Thing, Fields>) {
  const { shelf, id } = props
  const { path: kind } = shelf
  const thing = useQuery(shelfQuery(shelf, id))
  const missing = (
    <Notice
      heading="h1"
      title={t('notHere', { kind })}
      action={<ButtonLink to={`/studio/${shelf.path}`}>{t('seeAll', { kind })}</ButtonLink>}
    >
      {t('neverHere')}
    </Notice>
  )
  return (
    <Fetched query={thing} loading={t('oneMoment')} name={t('theOne', { kind })} heading="h1" missing={missing}>
      {(found) => <Editor {...props} thing={found} />}
    </Fetched>
  )
}

function Editor<Thing extends Stored, Fields extends object>(props: EditPageProps<Thing, Fields> & { thing: Thing }) {
  const { shelf, thing, mayManage, onDeleted } = props
  const { nameOf, fieldsOf, fieldNames } = shelf
  const queries = useQueryClient()
  const editing = useDraft<Thing, Fields>({
    thing,
    path: `${shelf.path}/${thing.id}`,
    fieldsOf,
    changesOf: changedFields,
    save: shelf.change,
    latest: () => queries.fetchQuery({ ...shelfQuery(shelf, thing.id), staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(shelfQuery(shelf, saved.id).queryKey, saved)
      void outdate(queries, shelf.path)
    },
  })
  return (
    <>
      <PageTitle>{nameOf(thing)}</PageTitle>
      <PageHead title={nameOf(thing)}>
        {thing.items === undefined
          ? t('changedAt', { when: momentWords(thing.updated_at) })
          : t('itemsChangedAt', { items: countWords(thing.items, 'item'), when: momentWords(thing.updated_at) })}
      </PageHead>
      <Panel title={t('whatItIs')}>
        <fieldset className={styles.fields} disabled={!mayManage}>
          <legend className="visually-hidden">{t('whatOneIs', { kind: shelf.path })}</legend>
          {shelf.fields(editing)}
        </fieldset>
      </Panel>
      {shelf.further?.(thing, mayManage)}
      {mayManage && (
        <>
          <DeletePanel shelf={shelf} thing={thing} onDeleted={onDeleted} />
          <SaveBar editing={editing} />
        </>
      )}
      {editing.conflict && (
        <ConflictDialog<Fields>
          {...editing.conflict}
          theirs={fieldsOf(editing.conflict.theirs)}
          savedBy={t('changedAt', { when: momentWords(editing.conflict.theirs.updated_at) })}
          names={fieldNames}
          wordsOf={(_name, value) => valueWords(value)}
          onChoose={editing.settle}
          onClose={editing.putOff}
        />
      )}
      <LeaveDialog isChanged={editing.isChanged} title={nameOf(thing)} onLeave={editing.forget} />
    </>
  )
}
