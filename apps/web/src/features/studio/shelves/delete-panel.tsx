import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, wordsOf } from '../../../api/answer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords } from '../../../ui/words.ts'
import { useStepUp } from '../shared/step-up.tsx'
import { t } from './messages.ts'
import { outdate, shelvesQuery } from './queries.ts'
import type { Shelf, Stored } from './shelf.ts'
import styles from './shelves.module.css'

interface DeletePanelProps<Thing extends Stored, Fields extends object> {
  shelf: Shelf<Thing, Fields>
  thing: Thing
  onDeleted: () => void
}

/** Deletes it; what still has items asks first where they go. */
export function DeletePanel<Thing extends Stored, Fields extends object>(props: DeletePanelProps<Thing, Fields>) {
  const [isAsking, setIsAsking] = useState(false)
  const { path: kind } = props.shelf
  return (
    <Panel title={t('delete')}>
      <div className={styles.fields}>
        <p>{props.thing.items === undefined ? t('nobodyChooses') : t('goToAnother', { kind })}</p>
        <Button variant="default" className={styles.narrow} onClick={() => setIsAsking(true)}>
          {t('deleteThis', { kind })}
        </Button>
      </div>
      {isAsking && <Question {...props} onClose={() => setIsAsking(false)} />}
    </Panel>
  )
}

function Question<Thing extends Stored, Fields extends object>(
  props: DeletePanelProps<Thing, Fields> & { onClose: () => void },
) {
  const { shelf, thing, onDeleted, onClose } = props
  const { nameOf } = shelf
  const queries = useQueryClient()
  const withStepUp = useStepUp()
  const [target, setTarget] = useState('')
  const deleting = useMutation({
    mutationFn: () => withStepUp(() => shelf.remove(thing.id, target || null)),
    onSuccess: () => {
      onDeleted()
      void outdate(queries, shelf.path)
    },
  })
  const inUse = deleting.error instanceof ApiError && deleting.error.code === 'shelf_in_use'
  const needsTarget = inUse || (thing.items ?? 0) > 0
  return (
    <Dialog
      title={t('deleteAsk', { name: nameOf(thing) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('keepIt')}
          </Button>
          <Button
            className={styles.danger}
            loading={deleting.isPending}
            disabled={needsTarget && target === ''}
            onClick={() => deleting.mutate()}
          >
            {t('yesDelete')}
          </Button>
        </>
      }
    >
      <p>
        {needsTarget
          ? inUse && thing.items === 0
            ? t('hasDeleted')
            : t('hasItems', { items: countWords(thing.items ?? 0, 'item') })
          : t('cannotBeUndone')}
      </p>
      {needsTarget && <Targets shelf={shelf} thing={thing} target={target} onTarget={setTarget} />}
      {deleting.error && !inUse && <p role="alert">{wordsOf(deleting.error, t('notDeleted', { kind: shelf.path }))}</p>}
    </Dialog>
  )
}

interface TargetsProps<Thing extends Stored, Fields extends object> {
  shelf: Shelf<Thing, Fields>
  thing: Thing
  target: string
  onTarget: (id: string) => void
}

function Targets<Thing extends Stored, Fields extends object>(props: TargetsProps<Thing, Fields>) {
  const { shelf, thing, target, onTarget } = props
  const list = useQuery(shelvesQuery(shelf, {}))
  const others = (list.data?.things ?? []).filter(({ id }) => id !== thing.id)
  return (
    <NativeSelect
      label={t('itemsGoTo')}
      className={styles.target}
      value={target}
      data={[
        { value: '', label: list.data && others.length === 0 ? t('noOther') : t('chooseTarget') },
        ...others.map((other) => ({ value: other.id, label: shelf.nameOf(other) })),
      ]}
      onChange={({ currentTarget }) => onTarget(currentTarget.value)}
    />
  )
}
